import * as z from 'zod';

/** A published version of a pack as the API tells of it. */
export const PackVersionSummary = z
  .strictObject({
    pack: z.string(),
    version: z.string(),
    digest: z.string().meta({ description: 'Digest of everything an outcome depends on' }),
    title: z.string(),
    verified: z.string().meta({ description: 'The day somebody last compared it with its source' }),
    by: z
      .string()
      .nullable()
      .meta({ description: 'Subject of the token that published it; null for a pack Jurismap brings' }),
    at: z.string(),
  })
  .meta({ id: 'PackVersion' });

/** A digest, in a path or a body. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'is not a digest: 64 hexadecimal digits');
