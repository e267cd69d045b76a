import * as z from 'zod';
import { ReviewSchema } from '../../engine/declared-review.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'get-declared',
  method: 'GET',
  path: '/v1/systems/{system}/declared',
  scopes: READERS,
  table: 'read',
  summary: 'What is declared about a system today, and what of it counts',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: NO_PARAMETERS,
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'Evidence, measurements, waivers and owners, those of the profile included',
    schema: ReviewSchema.extend({
      system: z.string(),
      asOf: z.string(),
      declared: z
        .int()
        .meta({ description: 'Position of the newest entry of the register; 0 when it is empty' }),
    }).meta({ id: 'Declared' }),
  },
  problems: ['not-found', 'does-not-fit'],
} satisfies Operation;
