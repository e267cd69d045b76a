import { readGateRun } from '../../store/gate-runs.ts';
import { endpoint } from '../http/endpoint.ts';
import { showGateRun } from '../http/gate-run.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity, path }) => {
  const { run, basis } = await readGateRun(table, identity.tenant, path.system, path.sequence);
  return { status: 200, body: { ...showGateRun(run), ...basis } };
});
