import { readRun } from '../../store/runs.ts';
import { endpoint } from '../http/endpoint.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { run } }) => ({
  status: 200,
  body: await readRun(table, tenant, run),
}));
