import { NotFoundError } from '../../store/errors.ts';
import { listPackVersions } from '../../store/pack-sources.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { ownerOf } from '../http/pack-owner.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { pack }, query }) => {
  const list = [tenant, operation.name, pack];
  const page = { limit: query.limit, start: readCursor(list, query.cursor) };
  const { items, next } = await listPackVersions(table, ownerOf(pack, tenant), pack, page);
  if (items.length === 0 && page.start === undefined) throw new NotFoundError(`there is no pack "${pack}"`);
  return {
    status: 200,
    body: { versions: items, cursor: next === undefined ? null : writeCursor(list, next) },
  };
});
