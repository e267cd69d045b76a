import * as z from 'zod';
import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { RunId } from '../http/run.ts';
import { APPROVERS } from '../http/scopes.ts';

export const operation = {
  name: 'start-run',
  method: 'POST',
  path: '/v1/runs',
  scopes: APPROVERS,
  table: 'write',
  queue: true,
  summary: 'Look for assessments that are stale, and make them again',
  description:
    'Runs start by themselves every day and after every deployment. A run finds what is stale and touches nothing else.',
  parameters: { path: NO_PARAMETERS, query: NO_PARAMETERS, header: idempotencyHeader },
  response: {
    status: 201,
    description: 'The run has started; Location says where it is',
    schema: z.strictObject({ run: RunId }),
    headers: z.object({ location: z.string().meta({ description: 'The run' }) }),
  },
  problems: ['in-progress', 'key-reused'],
} satisfies Operation;
