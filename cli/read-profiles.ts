import { readProfile } from '../engine/check-profile.ts';
import type { Document } from '../engine/document.ts';
import type { Catalogue } from '../engine/facts.ts';
import { InputError, type Problem } from '../engine/problem.ts';
import type { Profile } from '../engine/profile.ts';
import { readInput } from './read-input.ts';

/**
 * Reads profiles from files.
 *
 * @throws InputError with every problem of every file
 */
export function readProfiles(files: readonly string[], catalogue: Catalogue): Profile[] {
  const problems: Problem[] = [];
  const profiles = files.flatMap((file) => {
    const read = tryProfile(file, catalogue);
    if ('problems' in read) problems.push(...read.problems);
    return 'problems' in read ? [] : [read.profile];
  });
  if (problems.length > 0) throw new InputError(problems);
  return profiles;
}

/** Reads one profile, or tells everything that is wrong with it in the order of its lines. */
export function tryProfile(
  file: string,
  catalogue: Catalogue,
): { profile: Profile; document: Document } | { problems: Problem[] } {
  try {
    return readProfile(readInput(file), file, catalogue);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { problems: [...error.problems].sort(byPlace) };
  }
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
