import { readVersion } from '../../store/systems.ts';
import { endpoint } from '../http/endpoint.ts';
import { table } from '../http/table.ts';
import { showVersion } from '../http/version.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity, path }) => {
  const { version, profile } = await readVersion(table, identity.tenant, path.system, path.version);
  return { status: 200, body: { ...showVersion(version), profile } };
});
