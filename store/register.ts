import * as z from 'zod';
import {
  type Declaration,
  DeclarationSchema,
  type Declarations,
  NOTHING_DECLARED,
  withDeclaration,
} from '../engine/declarations.ts';
import { digestOf } from '../engine/digest.ts';
import { moveHead, pageOf, walkChain } from './chain.ts';
import { contend } from './contend.ts';
import { CorruptRecordError } from './errors.ts';
import * as keys from './keys.ts';
import { PackedSchema, pack, unpack } from './packing.ts';
import type { Change } from './systems.ts';
import type { Page, Paging, Table } from './table.ts';

/** The register of a system: everything declared about it beside its profile, in order, by whom and when. */
const EntrySchema = z.object({
  system: z.string(),
  /** Position in the register, from 1. */
  sequence: z.number().int(),
  declaration: DeclarationSchema,
  by: z.string(),
  at: z.string(),
  request: z.string().optional(),
  record: z.string(),
  previous: z.string().nullable(),
});
export type Entry = z.infer<typeof EntrySchema>;

const HeadSchema = EntrySchema.extend({ state: PackedSchema });
/** The store gives back what it was given; whether it is valid was decided when it came in. */
const StateSchema = z.custom<Declarations>((value) => typeof value === 'object' && value !== null);

/** What a register comes to. */
export interface Register {
  /** Position of the newest entry; 0 when nothing was ever declared. */
  sequence: number;
  declarations: Declarations;
}

/**
 * Adds an entry to the register of a system.
 *
 * @param decide what to declare, seeing what stands; it throws where that forbids it, and is asked again when another
 *   writer was quicker
 * @throws StaleError when others declare all the time, TooLargeError when the register is full, and what `decide` throws
 */
export async function declare(
  table: Table,
  tenant: string,
  system: string,
  decide: (now: Register) => Declaration,
  change: Change,
): Promise<Entry> {
  return contend(async () => {
    const head = await readHead(table, tenant, system);
    const now = registerAt(head);
    const entry = entryOf(system, decide(now), head, change);
    const { declaration, by, at } = entry;
    const state = pack(withDeclaration(now.declarations, declaration, { by, at }));
    await table.put({ ...keys.entry(tenant, system, entry.sequence, entry.record), ...entry });
    const newest = { ...keys.register(tenant, system), ...entry, state };
    return (await moveHead(table, newest, entry.previous)) ? entry : undefined;
  }, `others declare about "${system}" at the same time`);
}

/** What stands in the register of a system. */
export async function readRegister(table: Table, tenant: string, system: string): Promise<Register> {
  return registerAt(await readHead(table, tenant, system));
}

/**
 * What stood in a register when an entry was its newest, told again from its entries.
 *
 * @param sequence position of the entry; 0 for the beginning
 * @throws CorruptRecordError when an entry is missing
 */
export async function readRegisterAt(
  table: Table,
  tenant: string,
  system: string,
  sequence: number,
): Promise<Declarations> {
  const head = sequence === 0 ? undefined : await readHead(table, tenant, system);
  const entries: Entry[] = [];
  if (head) {
    for await (const entry of entryChain(table, tenant, head)) {
      if (entry.sequence <= sequence) entries.unshift(entry);
    }
  }
  if (entries.length !== sequence)
    throw new CorruptRecordError(`the register of "${system}" is not whole up to entry ${sequence}`);
  return entries.reduce(
    (before, { declaration, by, at }) => withDeclaration(before, declaration, { by, at }),
    NOTHING_DECLARED,
  );
}

/**
 * The entries of a register, the newest first.
 *
 * @param start `next` of the page before
 */
export async function listEntries(
  table: Table,
  tenant: string,
  system: string,
  page: Paging,
): Promise<Page<Entry>> {
  const head = await readHead(table, tenant, system);
  if (!head) return { items: [], next: undefined };
  return pageOf(entryChain(table, tenant, head), ({ sequence }) => sequence, page);
}

/** The newest entry of a register, if there is any. */
export async function newestEntry(
  table: Table,
  tenant: string,
  system: string,
): Promise<{ entry: Entry; declarations: Declarations } | undefined> {
  const head = await readHead(table, tenant, system);
  return head && { entry: EntrySchema.parse(head), declarations: registerAt(head).declarations };
}

/** Walks the entries of a register from one of them back to the first. */
export function entryChain(
  table: Table,
  tenant: string,
  from: Pick<Entry, 'system' | 'record'>,
): AsyncGenerator<Entry> {
  const range = { partition: keys.systemPartition(tenant, from.system), prefix: keys.ENTRIES };
  return walkChain(table, range, EntrySchema, from.record);
}

function readHead(table: Table, tenant: string, system: string) {
  return table.get(keys.register(tenant, system), HeadSchema);
}

function registerAt(head: z.infer<typeof HeadSchema> | undefined): Register {
  if (!head) return { sequence: 0, declarations: NOTHING_DECLARED };
  return { sequence: head.sequence, declarations: unpack(head.state, StateSchema) };
}

function entryOf(system: string, declaration: Declaration, before: Entry | undefined, change: Change): Entry {
  const content = {
    system,
    sequence: (before?.sequence ?? 0) + 1,
    declaration,
    previous: before?.record ?? null,
    ...change,
  };
  return { ...content, record: digestOf(content) };
}
