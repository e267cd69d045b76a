import { listSystems } from '../../store/systems.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { showSystem } from '../http/system.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity, query }) => {
  const list = [identity.tenant, operation.name];
  const page = { limit: query.limit, start: readCursor(list, query.cursor) };
  const { items, next } = await listSystems(table, identity.tenant, page);
  return {
    status: 200,
    body: { systems: items.map(showSystem), cursor: next === undefined ? null : writeCursor(list, next) },
  };
});
