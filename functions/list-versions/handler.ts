import { listVersions } from '../../store/systems.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { table } from '../http/table.ts';
import { showVersion } from '../http/version.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity, path, query }) => {
  const list = [identity.tenant, operation.name, path.system];
  const page = { limit: query.limit, start: readCursor(list, query.cursor) };
  const { items, next } = await listVersions(table, identity.tenant, path.system, page);
  return {
    status: 200,
    body: { versions: items.map(showVersion), cursor: next === undefined ? null : writeCursor(list, next) },
  };
});
