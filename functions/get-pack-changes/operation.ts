import * as z from 'zod';
import { PackChangeSchema } from '../../engine/pack-changes.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { Digest } from '../http/pack-version.ts';
import { PackId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'get-pack-changes',
  method: 'GET',
  path: '/v1/packs/{pack}/versions/{digest}/changes',
  scopes: READERS,
  table: 'read',
  summary: 'What differs between two published versions of a pack, rule by rule',
  description:
    'Of all that outcomes hang on. What it changes for your systems is told by a dry run when a version is published, and by the events that follow.',
  parameters: {
    path: z.strictObject({ pack: PackId, digest: Digest }),
    query: z.strictObject({ from: Digest.meta({ description: 'The version before' }) }),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'Every part that was added, removed or changed',
    schema: z.strictObject({
      before: z.strictObject({ version: z.string(), digest: Digest }),
      after: z.strictObject({ version: z.string(), digest: Digest }),
      changes: z.array(PackChangeSchema),
    }),
  },
  problems: ['not-found'],
} satisfies Operation;
