import * as z from 'zod';
import { PackSummary } from '../../engine/pack-summary.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'list-packs',
  method: 'GET',
  path: '/v1/packs',
  scopes: READERS,
  table: 'read',
  summary: 'The rule packs: one for each instrument',
  parameters: { path: NO_PARAMETERS, query: NO_PARAMETERS, header: NO_HEADERS },
  response: {
    status: 200,
    description: 'All packs',
    schema: z.strictObject({ packs: z.array(PackSummary) }),
  },
  problems: [],
} satisfies Operation;
