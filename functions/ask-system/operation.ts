import * as z from 'zod';
import { AsOfSchema } from '../../engine/day-schema.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { limit, listOf, PackId, SystemId } from '../http/parameters.ts';
import { QuestionsSchema } from '../http/questions.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'ask-system',
  method: 'GET',
  path: '/v1/systems/{system}/ask',
  scopes: READERS,
  table: 'read',
  memory: 1769,
  timeout: 29,
  summary: 'The questions worth asking next about a system',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject({
      asOf: AsOfSchema.optional().meta({ description: 'The day to evaluate; today when left out' }),
      packs: listOf(PackId).optional(),
      limit: limit(10, 500),
    }),
    header: NO_HEADERS,
  },
  response: { status: 200, description: 'The most useful questions first', schema: QuestionsSchema },
  problems: ['not-found', 'does-not-fit'],
} satisfies Operation;
