import { closeSync, openSync, readSync } from 'node:fs';
import { readProfile } from '../engine/check-profile.ts';
import { MAX_BYTES } from '../engine/document.ts';
import type { Catalogue } from '../engine/facts.ts';
import { InputError, type Problem } from '../engine/problem.ts';
import type { Profile } from '../engine/profile.ts';

/**
 * Reads profiles from files.
 *
 * @throws InputError with every problem of every file
 */
export function readProfiles(files: readonly string[], catalogue: Catalogue): Profile[] {
  const problems: Problem[] = [];
  const profiles = files.flatMap((file) => {
    try {
      return [readProfile(readFile(file), file, catalogue).profile];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...[...error.problems].sort(byPlace));
      return [];
    }
  });
  if (problems.length > 0) throw new InputError(problems);
  return profiles;
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

const REFUSALS: Readonly<Record<string, { reason: string; hint?: string }>> = {
  ENOENT: { reason: 'there is no such file' },
  EISDIR: { reason: 'is a directory', hint: 'name the files in it' },
  EACCES: { reason: 'may not be read', hint: 'check its permissions' },
};

/** The bytes of a file or pipe, but never more than one beyond what a profile may have. */
function readFile(file: string): Uint8Array {
  const bytes = new Uint8Array(MAX_BYTES + 1);
  let length = 0;
  try {
    const descriptor = openSync(file, 'r');
    try {
      while (length < bytes.length) {
        const read = readSync(descriptor, bytes, length, bytes.length - length, null);
        if (read === 0) break;
        length += read;
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const refusal = REFUSALS[code] ?? { reason: `cannot be read: ${code || String(error)}` };
    throw new InputError([{ file, pointer: '', ...refusal }]);
  }
  return bytes.subarray(0, length);
}
