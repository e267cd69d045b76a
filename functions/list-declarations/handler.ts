import { listEntries } from '../../store/register.ts';
import { readHead } from '../../store/systems.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { showEntry } from '../http/declaration.ts';
import { endpoint } from '../http/endpoint.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { system }, query }) => {
  const list = [tenant, operation.name, system];
  const page = { limit: query.limit, start: readCursor(list, query.cursor) };
  await readHead(table, tenant, system);
  const { items, next } = await listEntries(table, tenant, system, page);
  return {
    status: 200,
    body: { entries: items.map(showEntry), cursor: next === undefined ? null : writeCursor(list, next) },
  };
});
