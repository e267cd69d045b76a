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

/** Refuses a name that is none of the known ones; says which begin like it, which is near, or which there are. */
export function noSuch(what: string, written: string, known: readonly string[]): CallError {
  const beginning = known.filter((name) => name.startsWith(written));
  const list = beginning.length > 0 ? beginning : known;
  const near = beginning.length > 0 ? undefined : suggest(written, known);
  const hint = near ?? (list.length <= LISTED ? `there is ${list.join(', ')}` : undefined);
  return new CallError(`no ${what} is called "${written}"`, hint);
}

/** More names than this help nobody. */
const LISTED = 12;
