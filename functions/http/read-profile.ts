import type { Locate } from '../../engine/check.ts';
import { byPointer } from '../../engine/check.ts';
import { checkProfile } from '../../engine/check-profile.ts';
import { InputError } from '../../engine/problem.ts';
import type { Profile } from '../../engine/profile.ts';
import { HttpProblem } from './problem.ts';
import { rules } from './rules.ts';

/**
 * The profile that is a body.
 *
 * @throws InputError with every bad field
 */
export function readProfile(value: unknown): Profile {
  return checkProfile(value, rules.catalogue);
}

/**
 * The profile that is the member `profile` of a body.
 *
 * @throws InputError with every bad field, its pointer counted from the body
 */
export function readProfileIn(body: unknown): Profile {
  const value = typeof body === 'object' && body !== null && 'profile' in body ? body.profile : undefined;
  const locate: Locate = (path, reason, hint) => byPointer(['profile', ...path], reason, hint);
  return checkProfile(value, rules.catalogue, locate);
}

/**
 * A stored profile, if the present catalogue still understands it: facts it does not know would be passed over silently.
 *
 * @param mend what the caller can do about it
 * @throws HttpProblem
 */
export function stillValid(stored: Profile, mend = 'mend the profile and send it again'): Profile {
  try {
    return checkProfile(stored, rules.catalogue);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new HttpProblem('does-not-fit', `${mend}: ${error.message}`);
  }
}
