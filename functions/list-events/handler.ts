import { listEvents } from '../../store/events.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, query }) => {
  const list = [tenant, operation.name];
  const page = { limit: query.limit, start: readCursor(list, query.cursor) };
  const { items: events, next } = await listEvents(table, tenant, page);
  return { status: 200, body: { events, cursor: next === undefined ? null : writeCursor(list, next) } };
});
