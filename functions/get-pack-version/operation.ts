import * as z from 'zod';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { Digest } from '../http/pack-version.ts';
import { PackId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'get-pack-version',
  method: 'GET',
  path: '/v1/packs/{pack}/versions/{digest}',
  scopes: READERS,
  table: 'read',
  summary: 'One version of a pack, whole',
  description:
    'Every version that was ever published stays where it is: an assessment names it by its digest.',
  parameters: {
    path: z.strictObject({ pack: PackId, digest: Digest }),
    query: NO_PARAMETERS,
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'Manifest, rules, scores, measures and ledger, as they are evaluated',
    schema: z
      .strictObject({
        manifest: z.record(z.string(), z.unknown()),
        rules: z.array(z.unknown()),
        scores: z.array(z.unknown()),
        measures: z.array(z.unknown()),
        ledger: z.record(z.string(), z.unknown()),
      })
      .meta({ id: 'PackSource' }),
  },
  problems: ['not-found'],
} satisfies Operation;
