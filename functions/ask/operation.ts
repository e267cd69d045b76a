import * as z from 'zod';
import { AsOfSchema } from '../../engine/day-schema.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { PackId } from '../http/parameters.ts';
import { ProfileDocument } from '../http/profile-document.ts';
import { QuestionsSchema } from '../http/questions.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'ask',
  method: 'POST',
  path: '/v1/ask',
  scopes: READERS,
  table: 'read',
  memory: 1769,
  timeout: 29,
  summary: 'The questions worth asking next about a profile, without storing anything',
  parameters: { path: NO_PARAMETERS, query: NO_PARAMETERS, header: NO_HEADERS },
  body: z.strictObject({
    profile: ProfileDocument,
    asOf: AsOfSchema.optional().meta({ description: 'The day to evaluate; today when left out' }),
    packs: z.array(PackId).min(1).max(100).optional().meta({ description: 'All packs when left out' }),
    limit: z.int().min(1).max(500).optional().meta({ description: 'How many questions; 10 when left out' }),
  }),
  response: { status: 200, description: 'The most useful questions first', schema: QuestionsSchema },
  problems: [],
} satisfies Operation;
