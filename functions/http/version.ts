import * as z from 'zod';
import type { ProfileVersion } from '../../store/systems.ts';

/** A version of a profile as the API tells of it, without the profile. */
export const VersionSummary = z
  .strictObject({
    version: z.int(),
    profileDigest: z.string(),
    by: z.string().meta({ description: 'Subject of the token that sent it' }),
    at: z.string(),
    record: z.string().meta({ description: 'Digest of this record' }),
    previous: z.string().nullable().meta({ description: 'Digest of the record before' }),
  })
  .meta({ id: 'ProfileVersion' });

export function showVersion(stored: ProfileVersion): z.infer<typeof VersionSummary> {
  const { version, profileDigest, by, at, record, previous } = stored;
  return { version, profileDigest, by, at, record, previous };
}
