import * as z from 'zod';
import { digestOf } from '../engine/digest.ts';
import { moveHead, pageOf, walkChain } from './chain.ts';
import { contend } from './contend.ts';
import * as keys from './keys.ts';
import type { Change } from './systems.ts';
import type { Page, Paging, Table } from './table.ts';

/** What was done with a tenant's own packs, in order, by whom and when. */
const EntrySchema = z.object({
  /** Position in the register, from 1. */
  sequence: z.number().int(),
  pack: z.string(),
  /** The version that is active from now on; null when the pack is from now on in force no more. */
  digest: z.string().nullable(),
  note: z.string(),
  by: z.string(),
  at: z.string(),
  record: z.string(),
  previous: z.string().nullable(),
});
export type Activation = z.infer<typeof EntrySchema>;

const HeadSchema = EntrySchema.extend({ active: z.record(z.string(), z.string()) });

/** Digests of a tenant's own packs that are active, by id. */
export async function readActive(table: Table, tenant: string): Promise<Readonly<Record<string, string>>> {
  return (await readHead(table, tenant))?.active ?? {};
}

/**
 * Makes a version of a pack the active one, or none of them.
 *
 * @param decide what to do, seeing what is active; throws where that forbids it, and is asked again when another writer was
 *   quicker
 * @throws StaleError when others do so all the time, and what `decide` throws
 */
export async function activate(
  table: Table,
  tenant: string,
  decide: (active: Readonly<Record<string, string>>) => Pick<Activation, 'pack' | 'digest' | 'note'>,
  change: Omit<Change, 'request'>,
): Promise<Activation> {
  return contend(async () => {
    const head = await readHead(table, tenant);
    const active = head?.active ?? {};
    const { pack, digest, note } = decide(active);
    const content = {
      sequence: (head?.sequence ?? 0) + 1,
      pack,
      digest,
      note,
      ...change,
      previous: head?.record ?? null,
    };
    const entry: Activation = { ...content, record: digestOf(content) };
    const { [pack]: _, ...others } = active;
    await table.put({ ...keys.packEntry(tenant, entry.sequence, entry.record), ...entry });
    const newest = {
      ...keys.packRegister(tenant),
      ...entry,
      active: digest === null ? others : { ...others, [pack]: digest },
    };
    return (await moveHead(table, newest, entry.previous)) ? entry : undefined;
  }, 'others activate packs at the same time');
}

/**
 * What was done with a tenant's own packs, the latest first.
 *
 * @param start `next` of the page before
 */
export async function listActivations(table: Table, tenant: string, page: Paging): Promise<Page<Activation>> {
  const head = await readHead(table, tenant);
  if (!head) return { items: [], next: undefined };
  const range = { partition: keys.packRegisterPartition(tenant), prefix: keys.ENTRIES };
  return pageOf(walkChain(table, range, EntrySchema, head.record), ({ sequence }) => sequence, page);
}

function readHead(table: Table, tenant: string) {
  return table.get(keys.packRegister(tenant), HeadSchema);
}
