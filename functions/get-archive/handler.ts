import { listArchive } from '../../store/archive.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { system }, query }) => {
  const list = [tenant, operation.name, system];
  const { items, next } = await listArchive(table, tenant, system, readCursor(list, query.cursor));
  return {
    status: 200,
    body: { tenant, system, items, cursor: next === undefined ? null : writeCursor(list, next) },
  };
});
