import type { Dimension } from '../../engine/portfolio.ts';
import type { Paging } from '../../store/table.ts';
import { listOwnerSums, readSums, type Sum } from '../../store/tallies.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, query }) => {
  const { by } = query;
  const list = [tenant, operation.name, by];
  const sums = await readSums(table, tenant);
  const states = sums('systems')[0]?.states ?? {};
  const page = { limit: query.limit, start: readCursor(list, query.cursor) };
  const { items, next } = await pageOf(tenant, by, sums, page);
  return {
    status: 200,
    body: {
      by,
      systems: {
        assessed: states.assessed?.systems ?? 0,
        notAssessable: states['not-assessable']?.systems ?? 0,
      },
      rows: items.map(({ value, states: counts }) => ({ value, counts })),
      cursor: next === undefined ? null : writeCursor(list, next),
    },
  };
});

async function pageOf(tenant: string, by: Dimension, sums: (by: Dimension) => Sum[], page: Paging) {
  return by === 'owner' ? listOwnerSums(table, tenant, page) : { items: sums(by), next: undefined };
}
