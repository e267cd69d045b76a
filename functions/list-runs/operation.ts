import * as z from 'zod';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { paging } from '../http/parameters.ts';
import { RunSummary } from '../http/run.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'list-runs',
  method: 'GET',
  path: '/v1/runs',
  scopes: READERS,
  table: 'read',
  summary: 'The runs that looked for stale assessments',
  parameters: { path: NO_PARAMETERS, query: z.strictObject(paging), header: NO_HEADERS },
  response: {
    status: 200,
    description: 'A page of runs, the newest first',
    schema: z.strictObject({ runs: z.array(RunSummary), cursor: z.string().nullable() }),
  },
  problems: [],
} satisfies Operation;
