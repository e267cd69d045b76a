import * as z from 'zod';
import { FAILURES } from '../../store/runs.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { RunId, RunSummary } from '../http/run.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'get-run',
  method: 'GET',
  path: '/v1/runs/{run}',
  scopes: READERS,
  table: 'read',
  timeout: 29,
  summary: 'One run: how many systems it found, and what became of them',
  description: 'A run is over when `foundAt` is set and `done` and `failed` together are `found`.',
  parameters: { path: z.strictObject({ run: RunId }), query: NO_PARAMETERS, header: NO_HEADERS },
  response: {
    status: 200,
    description: 'The run as it stands',
    schema: RunSummary.extend({
      found: z.int().meta({ description: 'Systems with something stale' }),
      done: z.int().meta({ description: 'Systems that were looked at' }),
      failed: z.int().meta({ description: 'Systems that could not be assessed' }),
      changed: z.int().meta({ description: 'Systems with other findings than before' }),
      failures: z
        .array(z.strictObject({ system: z.string(), failure: z.enum(FAILURES) }))
        .meta({ description: 'The first of those that failed, and why' }),
    }).meta({ id: 'RunReport' }),
  },
  problems: ['not-found'],
} satisfies Operation;
