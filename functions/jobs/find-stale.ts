import type { Day } from '../../engine/day.ts';
import type { Pack } from '../../engine/pack.ts';
import { listByOtherContent, listDue } from '../../store/assessments.ts';
import { listOtherwiseLooked } from '../../store/looked.ts';
import { listPending } from '../../store/pending.ts';
import { listNearing } from '../../store/positions.ts';
import type { Page, Paging } from '../../store/table.ts';
import { table } from '../http/table.ts';
import type { Place } from './messages.ts';
import { outfitOf } from './outfit.ts';

const PAGE = 100;

type Search = (page: Paging) => Promise<Page<{ system: string }>>;

/**
 * Finds the systems of a tenant that have to be looked at, by queries that see nothing else: those noted as pending, those
 * with an assessment that is due or something to be told, those assessed with another content of a pack, and those last looked at with other packs
 * or another engine.
 *
 * @param from where to go on
 * @returns page by page, each with the place after it; undefined after the last
 */
export async function* staleSystems(
  tenant: string,
  packs: readonly Pack[],
  today: Day,
  from: Place,
): AsyncGenerator<{ systems: string[]; next: Place | undefined }> {
  const searches = searchesFor(tenant, packs, today);
  let { stage, start } = from;
  for (let search = searches[stage]; search; search = searches[stage]) {
    const { items, next } = await search({ limit: PAGE, start });
    if (next === undefined) stage += 1;
    start = next;
    const place = { stage, ...(start !== undefined && { start }) };
    yield {
      systems: [...new Set(items.map(({ system }) => system))],
      next: stage < searches.length ? place : undefined,
    };
  }
}

function searchesFor(tenant: string, packs: readonly Pack[], today: Day): Search[] {
  return [
    (page) => listPending(table, tenant, page),
    (page) => due(tenant, packs, today, page),
    (page) => listNearing(table, tenant, today, page),
    ...packs.flatMap((pack): Search[] => [
      (page) => listByOtherContent(table, tenant, pack, 'before', page),
      (page) => listByOtherContent(table, tenant, pack, 'after', page),
    ]),
    (page) => listOtherwiseLooked(table, tenant, outfitOf(packs), 'before', page),
    (page) => listOtherwiseLooked(table, tenant, outfitOf(packs), 'after', page),
  ];
}

/** Assessments that are due; those under a pack that is in force no more stay as they are. */
async function due(
  tenant: string,
  packs: readonly Pack[],
  today: Day,
  page: Paging,
): Promise<Page<{ system: string }>> {
  const { items, next } = await listDue(table, tenant, today, page);
  return { items: items.filter((item) => packs.some(({ id }) => id === item.pack)), next };
}
