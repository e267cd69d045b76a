import { listSystemEvents } from '../../store/events.ts';
import { readHead } from '../../store/systems.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { system }, query }) => {
  await readHead(table, tenant, system);
  const list = [tenant, operation.name, system];
  const page = { limit: query.limit, start: readCursor(list, query.cursor) };
  const { items: events, next } = await listSystemEvents(table, tenant, system, page);
  return { status: 200, body: { events, cursor: next === undefined ? null : writeCursor(list, next) } };
});
