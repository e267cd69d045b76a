import * as z from 'zod';
import { digestOf } from '../engine/digest.ts';
import { type Cell, type Counts, cellNamed, countsOf } from '../engine/portfolio.ts';
import { contend } from './contend.ts';
import * as keys from './keys.ts';
import { PackedSchema, pack, unpack } from './packing.ts';
import { type Content, type Position, readPosition } from './positions.ts';
import type { Table } from './table.ts';

/**
 * The counts of a portfolio, kept in parts so that many systems can move at the same time: every system counts in one of
 * sixteen parts, and in the same part of the counts of each owner.
 */
const PARTS = 16;

/** Moves a tally remembers before it forgets those that have ended. */
const REMEMBERED = 32;

/** How many findings and how many systems there are in a cell. */
const NumbersSchema = z.object({ findings: z.number().int(), systems: z.number().int() });
export type Numbers = z.infer<typeof NumbersSchema>;

const CellsSchema = z.record(z.string(), NumbersSchema);
type Cells = z.infer<typeof CellsSchema>;

const TallySchema = z.object({
  cells: PackedSchema,
  /** The moves counted last, by system: the sequence of its position. */
  counted: z.record(z.string(), z.number().int()),
  sequence: z.number().int(),
});

interface Tally {
  cells: Cells;
  counted: Readonly<Record<string, number>>;
  sequence: number;
}

/** What one system's move changes in a tally. */
type Delta = ReadonlyMap<string, Numbers>;

/**
 * Counts what a system's move changes, once, however often and by however many this is called.
 *
 * @param position moves, as it was read
 */
export async function countMove(table: Table, tenant: string, position: Position): Promise<void> {
  if (!position.move) return;
  const before = position.move.before ? countsIn(position.move.before) : {};
  for (const [name, delta] of deltas(position.system, before, countsIn(position.content))) {
    await contend(
      () => countIn(table, tenant, name, position, delta),
      `many systems of "${tenant}" move at the same time`,
    );
  }
}

/** @returns undefined when another writer was quicker */
async function countIn(
  table: Table,
  tenant: string,
  name: string,
  { system, sequence }: Position,
  delta: Delta,
): Promise<true | undefined> {
  const tally = await readTally(table, tenant, name);
  // In this order: a tally forgets a move only after it has ended, so as long as the move goes on after the tally was read,
  // the tally remembered it if it was counted.
  const now = await readPosition(table, tenant, system);
  const isOver = now?.sequence !== sequence || now.move === null;
  if (isOver || tally.counted[system] === sequence) return true;
  const counted = { ...(await stillMoving(table, tenant, tally.counted)), [system]: sequence };
  const isPut = await table.put(
    {
      ...keys.tally(tenant, name),
      cells: pack(added(tally.cells, delta)),
      counted,
      sequence: tally.sequence + 1,
    },
    tally.sequence === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#sequence = :sequence',
          ExpressionAttributeNames: { '#sequence': 'sequence' },
          ExpressionAttributeValues: { ':sequence': tally.sequence },
        },
  );
  return isPut ? true : undefined;
}

/** What a tally has to remember on. */
async function stillMoving(
  table: Table,
  tenant: string,
  counted: Tally['counted'],
): Promise<Tally['counted']> {
  if (Object.keys(counted).length < REMEMBERED) return counted;
  const moving: Record<string, number> = {};
  for (const [system, sequence] of Object.entries(counted)) {
    const position = await readPosition(table, tenant, system);
    if (position?.sequence === sequence && position.move) moving[system] = sequence;
  }
  return moving;
}

async function readTally(table: Table, tenant: string, name: string): Promise<Tally> {
  const stored = await table.get(keys.tally(tenant, name), TallySchema);
  if (!stored) return { cells: {}, counted: {}, sequence: 0 };
  return { ...stored, cells: unpack(stored.cells, CellsSchema) };
}

function added(cells: Cells, delta: Delta): Cells {
  const sums = { ...cells };
  for (const [name, { findings, systems }] of delta) {
    const before = sums[name] ?? { findings: 0, systems: 0 };
    const sum = { findings: before.findings + findings, systems: before.systems + systems };
    if (sum.findings === 0 && sum.systems === 0) delete sums[name];
    else sums[name] = sum;
  }
  return sums;
}

function countsIn({ parts, isAssessable }: Content): Counts {
  return countsOf(parts, isAssessable);
}

/** What changes, by the tally it is counted in. */
function deltas(system: string, before: Counts, after: Counts): Map<string, Delta> {
  const found = new Map<string, Map<string, Numbers>>();
  const part = partOf(system);
  for (const cell of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [from, to] = [before[cell] ?? 0, after[cell] ?? 0];
    if (from === to) continue;
    const name = tallyOf(cellNamed(cell), part);
    const delta = found.get(name) ?? new Map<string, Numbers>();
    delta.set(cell, { findings: to - from, systems: Number(to > 0) - Number(from > 0) });
    found.set(name, delta);
  }
  return found;
}

/** The part a system is counted in. */
function partOf(system: string): string {
  const number = Number.parseInt(digestOf(system).slice(0, 4), 16) % PARTS;
  return String(number).padStart(2, '0');
}

/** There are as many owners as there are people, so that each has tallies of its own. */
function tallyOf({ dimension, value }: Cell, part: string): string {
  return dimension === 'owner' ? `${OWNERS}${digestOf(value).slice(0, 32)}#${part}` : `${SYSTEMS}${part}`;
}

const SYSTEMS = 'S#';
const OWNERS = 'O#';

/** A value of a dimension with what is counted of it. */
export interface Sum {
  value: string;
  states: Record<string, Numbers>;
}

/** Sums of all systems, by every dimension but that of owners. */
export async function readSums(
  table: Table,
  tenant: string,
): Promise<(dimension: Cell['dimension']) => Sum[]> {
  const range = { partition: keys.talliesPartition(tenant), prefix: SYSTEMS, limit: PARTS };
  const { items } = await table.list(range, TallySchema);
  const cells = together(items);
  return (dimension) => sumsOf(cells, dimension);
}

/**
 * Sums by owner, in no order that means anything.
 *
 * @param page how many owners, at least, unless there are no more
 */
export async function listOwnerSums(
  table: Table,
  tenant: string,
  { limit, start }: { limit: number; start?: string | undefined },
): Promise<{ items: Sum[]; next: string | undefined }> {
  const range = { partition: keys.talliesPartition(tenant), prefix: OWNERS };
  const keyed = TallySchema.extend({ sk: z.string() });
  const found: z.infer<typeof keyed>[] = [];
  const owners = new Set<string>();
  let from = start;
  do {
    const page = await table.list({ ...range, limit: PARTS * limit, start: from }, keyed);
    for (const item of page.items) {
      const owner = item.sk.slice(0, item.sk.lastIndexOf('#'));
      if (owners.size === limit && !owners.has(owner))
        return { items: sumsOf(together(found), 'owner'), next: item.sk };
      owners.add(owner);
      found.push(item);
    }
    from = page.next;
  } while (from !== undefined);
  return { items: sumsOf(together(found), 'owner'), next: undefined };
}

function together(tallies: readonly { cells: Uint8Array }[]): Cells {
  return tallies
    .map(({ cells }) => unpack(cells, CellsSchema))
    .reduce((one, other) => added(one, new Map(Object.entries(other))), {});
}

function sumsOf(cells: Cells, dimension: Cell['dimension']): Sum[] {
  const sums = new Map<string, Sum>();
  for (const [name, numbers] of Object.entries(cells)) {
    const cell = cellNamed(name);
    if (cell.dimension !== dimension) continue;
    const sum = sums.get(cell.value) ?? { value: cell.value, states: {} };
    sum.states[cell.state] = numbers;
    sums.set(cell.value, sum);
  }
  return [...sums.values()].sort((a, b) => (a.value < b.value ? -1 : 1));
}
