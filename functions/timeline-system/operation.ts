import * as z from 'zod';
import { AsOfSchema } from '../../engine/day-schema.ts';
import { TimelineSchema } from '../../engine/timeline.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { listOf, PackId, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'timeline-system',
  method: 'GET',
  path: '/v1/systems/{system}/timeline',
  scopes: READERS,
  table: 'read',
  memory: 1769,
  timeout: 29,
  summary: 'What starts, changes or expires when, with the profile as it is',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject({
      from: AsOfSchema.optional().meta({
        description: 'The day before the first one told; today when left out',
      }),
      to: AsOfSchema.meta({ description: 'The last day told' }),
      packs: listOf(PackId).optional(),
    }),
    header: NO_HEADERS,
  },
  response: { status: 200, description: 'Everything that time alone changes', schema: TimelineSchema },
  problems: ['not-found', 'does-not-fit'],
} satisfies Operation;
