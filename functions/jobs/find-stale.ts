import { randomUUID } from 'node:crypto';
import type { Day } from '../../engine/day.ts';
import { ENGINE } from '../../engine/evaluate.ts';
import type { Pack } from '../../engine/pack.ts';
import { listByOtherContent, listDue } from '../../store/assessments.ts';
import { listPending, notePending } from '../../store/pending.ts';
import { noteSwept, readSwept } from '../../store/swept.ts';
import { listSystems } from '../../store/systems.ts';
import type { Page } from '../../store/table.ts';
import { table } from '../http/table.ts';
import type { Place } from './messages.ts';

const PAGE = 100;

type Search = (page: { limit: number; start?: string | undefined }) => Promise<Page<{ system: string }>>;

/**
 * Finds the systems of a tenant that have to be looked at, by queries that see nothing else: those noted as pending, those
 * with an assessment that is due, those assessed with another content of a pack, and all of them once when a pack or the
 * engine is new.
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
    (page) => listDue(table, tenant, today, page),
    ...packs.flatMap((pack): Search[] => [
      (page) => listByOtherContent(table, tenant, pack, 'before', page),
      (page) => listByOtherContent(table, tenant, pack, 'after', page),
    ]),
    (page) => sweep(tenant, packs, page),
  ];
}

/** All systems of a tenant, when there is a pack or an engine under which they were never looked at. */
async function sweep(
  tenant: string,
  packs: readonly Pack[],
  page: { limit: number; start?: string | undefined },
): Promise<Page<{ system: string }>> {
  const ids = packs.map(({ id }) => id);
  const swept = await readSwept(table, tenant);
  if (swept?.engine === ENGINE && ids.every((id) => swept.packs.includes(id)))
    return { items: [], next: undefined };
  const found = await listSystems(table, tenant, page);
  // Only the note tells a later run that a system is still to be looked at.
  for (const { system } of found.items) {
    await notePending(table, tenant, { system, note: randomUUID(), since: new Date().toISOString() });
  }
  if (found.next === undefined) await noteSwept(table, tenant, { engine: ENGINE, packs: ids });
  return found;
}
