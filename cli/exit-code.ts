import type { Gate } from '../engine/gate.ts';

/** What the process says to whatever started it. It never depends on the format of the output. */
export const EXIT = {
  pass: 0,
  /** A gap, or a partly met duty, in binding law. */
  gap: 1,
  /** The input or the call is wrong. */
  wrong: 2,
  undetermined: 3,
  prohibited: 4,
  /** An error of Jurismap itself. */
  broken: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The code for a verdict. */
export function exitCodeOf(result: Gate['result'], allowUndetermined: boolean): ExitCode {
  return result === 'undetermined' && allowUndetermined ? EXIT.pass : EXIT[result];
}
