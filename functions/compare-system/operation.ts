import * as z from 'zod';
import { AsOfSchema } from '../../engine/day-schema.ts';
import { DifferencesSchema } from '../../engine/difference.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { PackId, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'compare-system',
  method: 'POST',
  path: '/v1/systems/{system}/compare',
  scopes: READERS,
  table: 'read',
  memory: 1769,
  timeout: 29,
  summary: 'What another day, an earlier profile version or changed facts would make of a system',
  description:
    'Stores nothing. The situation before is `version` on `from`; after is the current profile, with the changes of `set`, on `asOf`. What is left out does not differ.',
  parameters: { path: z.strictObject({ system: SystemId }), query: NO_PARAMETERS, header: NO_HEADERS },
  body: z.strictObject({
    version: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Version of the profile before; the current one when left out' }),
    from: AsOfSchema.optional().meta({ description: 'The day before; `asOf` when left out' }),
    asOf: AsOfSchema.optional().meta({ description: 'The day after; today when left out' }),
    set: z.array(z.string().min(1).max(5000)).max(100).optional().meta({
      description: 'Changes of facts, such as `markets+=KR`, `roles-=provider`, `data.profiling=true`',
    }),
    packs: z.array(PackId).min(1).max(100).optional().meta({ description: 'All packs when left out' }),
  }),
  response: {
    status: 200,
    description: 'Every finding that differs, with its cause',
    schema: DifferencesSchema,
  },
  problems: ['not-found', 'does-not-fit'],
} satisfies Operation;
