import { distance } from './distance.ts';

/**
 * One thing wrong with an input, told so that a person can mend it: where it stands, why it is refused and what to
 * do instead. `pointer` is an RFC 6901 JSON pointer; `file`, `line` and `column` (from 1) are set when the input was text.
 */
export interface Problem {
  pointer: string;
  reason: string;
  hint?: string;
  file?: string;
  line?: number;
  column?: number;
}

/** A path of object keys and array indexes into a document. */
export type Path = readonly (string | number)[];

/** Writes a path as an RFC 6901 JSON pointer: `['facts', 'a/b', 0]` is `/facts/a~1b/0`. */
export function toPointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Bad input. Carries every problem found, not only the first. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}

/** One problem on one line: `file:line:column pointer: reason (hint)`. */
export function describeProblem(problem: Problem): string {
  const { file, line, column = 1, pointer, reason } = problem;
  const place = file && line ? `${file}:${line}:${column}` : file;
  const where = place ? [place, pointer].filter(Boolean).join(' ') : pointer || '/';
  return `${where}: ${reason}${problem.hint ? ` (${problem.hint})` : ''}`;
}

/** "did you mean …?" when a candidate is close enough to what was written; undefined otherwise. */
export function suggest(written: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = distance(written, candidate, bestDistance);
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best === undefined ? undefined : `did you mean "${best}"?`;
}
