import { randomUUID } from 'node:crypto';
import { notePending } from '../../store/pending.ts';
import { endSearch, noteFound, wasFound } from '../../store/runs.ts';
import { today } from '../http/now.ts';
import { table } from '../http/table.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { staleSystems } from './find-stale.ts';
import type { Message } from './messages.ts';
import { send } from './queue.ts';

/** Pages of one message; the search then goes on in another. */
const MOST_PAGES = 20;
/** Systems found by one message, about, and those written about at the same time. */
const MOST_FOUND = 2000;
const AT_ONCE = 100;

/**
 * Finds what is stale of a tenant and puts every system on the queue, once in a run.
 *
 * @returns how many were found
 */
export async function find({ tenant, run, place }: Extract<Message, { kind: 'find' }>): Promise<number> {
  const { packs } = await rulesOf(tenant);
  let pages = 0;
  let found = 0;
  for await (const { systems, findsOnce, next } of staleSystems(tenant, packs, today(), place)) {
    for (let i = 0; i < systems.length; i += AT_ONCE) {
      const some = systems.slice(i, i + AT_ONCE);
      if (findsOnce) await notePendingAll(tenant, some);
      found += await queueFound(tenant, run, some);
    }
    if (next === undefined) break;
    if (++pages < MOST_PAGES && found < MOST_FOUND) continue;
    await send([{ kind: 'find', tenant, run, place: next }]);
    return found;
  }
  await endSearch(table, tenant, run, new Date().toISOString());
  return found;
}

async function notePendingAll(tenant: string, systems: readonly string[]): Promise<void> {
  const since = new Date().toISOString();
  await Promise.all(
    systems.map((system) => notePending(table, tenant, { system, note: randomUUID(), since })),
  );
}

/** Noted last: whoever is stopped in between sends a message twice, which does no harm, but loses none. */
async function queueFound(tenant: string, run: string, systems: readonly string[]): Promise<number> {
  const known = await Promise.all(systems.map((system) => wasFound(table, tenant, run, system)));
  const found = systems.filter((_, i) => !known[i]);
  await send(found.map((system) => ({ kind: 'look', tenant, system, run })));
  await Promise.all(found.map((system) => noteFound(table, tenant, run, system)));
  return found.length;
}
