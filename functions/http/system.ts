import * as z from 'zod';
import { SystemSchema } from '../../engine/profile.ts';
import type { SystemHead } from '../../store/systems.ts';

/** A system as the API tells of it, without its profile. */
export const RegisteredSystem = z
  .strictObject({
    id: SystemSchema.shape.id,
    name: z.string(),
    version: z.int().meta({ description: 'Version of its profile, from 1' }),
    profileDigest: z.string().meta({ description: 'SHA-256 of the profile as canonical JSON (RFC 8785)' }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'RegisteredSystem' });

export const systemHeaders = z.object({
  etag: z.string().meta({ description: 'Names this version in If-Match' }),
});

export function showSystem(head: SystemHead): z.infer<typeof RegisteredSystem> {
  const { system: id, name, version, profileDigest, createdAt, updatedAt } = head;
  return { id, name, version, profileDigest, createdAt, updatedAt };
}
