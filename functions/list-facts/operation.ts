import * as z from 'zod';
import { FactSchema } from '../../engine/facts.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'list-facts',
  method: 'GET',
  path: '/v1/facts',
  scopes: READERS,
  table: 'none',
  summary: 'The fact catalogue: every question a profile can answer',
  parameters: { path: NO_PARAMETERS, query: NO_PARAMETERS, header: NO_HEADERS },
  response: {
    status: 200,
    description: 'All facts, in the order they are asked',
    schema: z.strictObject({ facts: z.array(FactSchema.meta({ id: 'Fact' })) }),
  },
  problems: [],
} satisfies Operation;
