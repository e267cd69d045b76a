import { isWithin } from '../../engine/places.ts';
import { deadlinesIn, type Facet, facetsIn } from '../../engine/portfolio.ts';
import { listPositions, type Position } from '../../store/positions.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { isAmong } from '../http/is-among.ts';
import { table } from '../http/table.ts';
import { type Filters, operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, query }) => {
  const { limit, cursor, before, ...filters } = query;
  const list = [tenant, operation.name, filters, before ?? null];
  const { items, next } = await listPositions(table, tenant, { limit, start: readCursor(list, cursor) });
  const isFiltered = Object.values(filters).some((filter) => filter !== undefined);
  const systems = items
    .map((position) => show(position, filters))
    .filter(({ counts }) => !isFiltered || Object.keys(counts).length > 0)
    .filter(({ nextDeadline }) => before === undefined || (nextDeadline && nextDeadline.day <= before));
  return {
    status: 200,
    body: { systems, cursor: next === undefined ? null : writeCursor(list, next) },
  };
});

function show({ system, name, content }: Position, filters: Filters) {
  const counts: Partial<Record<Facet['outcome'], number>> = {};
  for (const facet of facetsIn(content.parts)) {
    if (!isWanted(facet, filters)) continue;
    counts[facet.outcome] = (counts[facet.outcome] ?? 0) + facet.findings;
  }
  const [nextDeadline = null] = deadlinesIn(content.parts);
  return { system, name, assessable: content.isAssessable, counts, nextDeadline };
}

function isWanted({ pack, jurisdiction, outcome, controls, owner, force }: Facet, filters: Filters): boolean {
  return (
    isAmong(pack, filters.pack) &&
    isAmong(outcome, filters.outcome) &&
    isAmong(force, filters.force) &&
    (!filters.jurisdiction || filters.jurisdiction.some((place) => isWithin(jurisdiction, place))) &&
    (!filters.control || filters.control.some((control) => controls.includes(control))) &&
    (filters.owner === undefined || (owner ?? '') === filters.owner)
  );
}
