import { HttpProblem } from './problem.ts';

/**
 * Keeps a register from growing without end.
 *
 * @param most how many there may be under different keys
 * @param what they are called, in the plural
 * @throws HttpProblem when `key` would be one too many
 */
export function refuseMoreThan(most: number, present: object, key: string, what: string): void {
  if (Object.hasOwn(present, key) || Object.keys(present).length < most) return;
  throw new HttpProblem('conflict', `the register holds ${most} ${what} already`);
}
