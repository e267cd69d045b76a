import * as z from 'zod';
import { GateRunSummary } from '../http/gate-run.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { paging, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'list-gate-runs',
  method: 'GET',
  path: '/v1/systems/{system}/gate-runs',
  scopes: READERS,
  signed: true,
  table: 'read',
  summary: 'The gate runs of a system: who asked when about which commit, and the verdict',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject(paging),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'A page of gate runs, the newest first',
    schema: z.strictObject({ runs: z.array(GateRunSummary), cursor: z.string().nullable() }),
  },
  problems: ['not-found'],
} satisfies Operation;
