import type { Day } from './day.ts';
import { ENGINE } from './evaluate.ts';
import type { Assessment } from './finding.ts';
import type { Pack } from './pack.ts';

/** What a stored assessment was made of. */
export interface Made extends Pick<Assessment, 'packDigest' | 'engine' | 'asOf' | 'nextChangeAt'> {
  profileVersion: number;
  declared: number;
}

/** What an assessment would be made of now. */
export interface Now {
  pack: Pack;
  profileVersion: number;
  declared: number;
  today: Day;
}

/**
 * Whether an assessment has to be made again: the profile, the register, the pack or the engine has moved on, or a day has
 * come on which it changes by itself. An assessment as of a future day changes by itself only after that day.
 */
export function isStale(made: Made, { pack, profileVersion, declared, today }: Now): boolean {
  const { nextChangeAt } = made;
  return (
    made.profileVersion !== profileVersion ||
    made.declared !== declared ||
    made.packDigest !== pack.digest ||
    made.engine !== ENGINE ||
    (nextChangeAt !== null && nextChangeAt <= today)
  );
}
