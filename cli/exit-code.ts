import type { Gate } from '../engine/gate.ts';

/** What the process says to whatever started it, beside the verdict of a check. It never depends on the format of the output. */
export const EXIT = {
  pass: 0,
  /** What is stored is not what it should be. */
  unlike: 1,
  /** The input or the call is wrong. */
  wrong: 2,
  /** An error of Jurismap itself. */
  broken: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT] | Gate['exitCode'];
