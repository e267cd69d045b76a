import { suggest } from '../engine/problem.ts';

/** The call is wrong: an option's value, a name nobody has. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly hint: string | undefined;
  constructor(reason: string, hint?: string) {
    super(reason);
    this.hint = hint;
  }
}

/** Refuses a name that is none of the known ones, suggesting the nearest or listing them. */
export function noSuch(what: string, written: string, known: readonly string[]): CallError {
  const hint = suggest(written, known) ?? (known.length <= 20 ? `there is ${known.join(', ')}` : undefined);
  return new CallError(`no ${what} is called "${written}"`, hint);
}
