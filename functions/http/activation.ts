import * as z from 'zod';
import { Digest } from './pack-version.ts';

/** What was done with a pack of a tenant's own. */
export const ActivationEntry = z
  .strictObject({
    sequence: z.int().meta({ description: 'Position among all activations of the tenant, from 1' }),
    pack: z.string(),
    digest: Digest.nullable().meta({ description: 'The version that is active from then on; null for none' }),
    note: z.string(),
    by: z.string(),
    at: z.string(),
    record: z.string().meta({ description: 'Digest of this entry' }),
    previous: z.string().nullable().meta({ description: 'Digest of the entry before' }),
  })
  .meta({ id: 'Activation' });
