import { randomUUID } from 'node:crypto';
import { endpoint } from '../http/endpoint.ts';
import { changeBy } from '../http/now.ts';
import { once } from '../http/once.ts';
import { beginRun } from '../jobs/start-runs.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, (call) =>
  once(call, [operation.name], async () => {
    const { by, at } = changeBy(call.identity);
    const run = await beginRun(
      call.identity.tenant,
      { reason: 'requested', by, startedAt: at },
      call.header['idempotency-key'] ?? randomUUID(),
    );
    return { status: 201, headers: { location: `/v1/runs/${run}` }, body: { run } };
  }),
);
