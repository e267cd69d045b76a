import type { Day } from '../../engine/day.ts';
import type { Pack } from '../../engine/pack.ts';
import { listByOtherContent, listDue } from '../../store/assessments.ts';
import { readCarried } from '../../store/carried.ts';
import { listOtherwiseLooked } from '../../store/looked.ts';
import { listPending } from '../../store/pending.ts';
import { listNearing } from '../../store/positions.ts';
import type { Page, Paging } from '../../store/table.ts';
import { table } from '../http/table.ts';
import type { Place } from './messages.ts';
import { outfitOf } from './outfit.ts';
import { sift } from './sift.ts';

const PAGE = 100;

/** One way to find what is stale. */
interface Search {
  page(paging: Paging): Promise<Page<{ system: string }>>;
  /** Whether what it finds is found by nothing else, so that it has to be noted as pending. */
  findsOnce: boolean;
}

/** Systems that were found together. */
export interface Found {
  systems: string[];
  /** Whether they have to be noted as pending, because they are not found again. */
  findsOnce: boolean;
  /** Where to go on; undefined after the last. */
  next: Place | undefined;
}

/**
 * Finds the systems of a tenant that have to be looked at, by queries that see little else: those noted as pending, those with
 * an assessment that is due or something to be told, those a change of a pack concerns, those assessed with a content of a pack
 * that nothing is carried over from, and those last looked at with other packs or another engine.
 *
 * @param from where to go on
 * @returns page by page; what a page asks for has to be done before the next
 */
export async function* staleSystems(
  tenant: string,
  packs: readonly Pack[],
  today: Day,
  from: Place,
): AsyncGenerator<Found> {
  const searches = searchesFor(tenant, packs, today);
  let { stage, start } = from;
  for (let search = searches[stage]; search; search = searches[stage]) {
    const { items, next } = await search.page({ limit: PAGE, start });
    if (next === undefined) stage += 1;
    start = next;
    const place = { stage, ...(start !== undefined && { start }) };
    yield {
      systems: [...new Set(items.map(({ system }) => system))],
      findsOnce: search.findsOnce,
      next: stage < searches.length ? place : undefined,
    };
  }
}

function searchesFor(tenant: string, packs: readonly Pack[], today: Day): Search[] {
  const again = (page: Search['page']): Search => ({ page, findsOnce: false });
  return [
    again((page) => listPending(table, tenant, page)),
    again((page) => due(tenant, packs, today, page)),
    again((page) => listNearing(table, tenant, today, page)),
    ...packs.flatMap((pack): Search[] => [
      { page: ({ start }) => sift(tenant, pack, today, start), findsOnce: true },
      again((page) => notStanding(tenant, pack, page)),
    ]),
    again((page) => listOtherwiseLooked(table, tenant, outfitOf(packs), 'before', page)),
    again((page) => listOtherwiseLooked(table, tenant, outfitOf(packs), 'after', page)),
  ];
}

/** Assessments under a content of the pack from which nothing is carried over. */
async function notStanding(tenant: string, pack: Pack, page: Paging): Promise<Page<{ system: string }>> {
  const carried = await readCarried(table, tenant, pack.id);
  const standing = carried?.digest === pack.digest ? carried.carried : [];
  return listByOtherContent(table, tenant, pack.id, [pack.digest, ...standing], page);
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
