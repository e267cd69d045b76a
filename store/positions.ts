import * as z from 'zod';
import { EventSchema } from '../engine/event.ts';
import { PartSchema } from '../engine/portfolio.ts';
import * as keys from './keys.ts';
import { PackedSchema, pack, unpack } from './packing.ts';
import type { Page, Paging, Table } from './table.ts';

/** What is counted of a system. */
const ContentSchema = z.object({
  /** Whether the rules understand its profile. */
  isAssessable: z.boolean(),
  /** What each assessment adds, by pack, and the record of which assessment that is. */
  parts: z.record(z.string(), PartSchema.extend({ record: z.string() })),
});
export type Content = z.infer<typeof ContentSchema>;

/** What was told of a system. */
const ToldSchema = z.object({
  /** The newest version of the profile that was looked at. */
  version: z.number().int(),
  /** The newest assessment that was told, by pack. */
  records: z.record(z.string(), z.object({ record: z.string(), sequence: z.number().int() })),
  /** How near deadlines were, in days, when they were told last. */
  deadlines: z.record(z.string(), z.number()),
  /** How many events there were, and the id of the newest. */
  events: z.number().int(),
  newest: z.string().nullable(),
});
export type Told = z.infer<typeof ToldSchema>;

/** What has to be done before a position stands: its events to be told, and its difference to be counted. */
const MoveSchema = z.object({ before: ContentSchema.nullable(), events: z.array(EventSchema) });
export type Move = z.infer<typeof MoveSchema>;

const StoredSchema = z.object({
  system: z.string(),
  name: z.string(),
  /** How often it moved. */
  sequence: z.number().int(),
  /** Digest of what it was made of. */
  made: z.string(),
  content: PackedSchema,
  told: PackedSchema,
  move: PackedSchema.nullable(),
  /** The first day on which something about it is to be told again. */
  nextNews: z.string().nullable(),
});

/**
 * What one system adds to the portfolio of its tenant, and what was told of it. It moves in two steps, each one conditional
 * write: first it says what it comes to, what it came to before and what has happened; then, once that is counted and told,
 * that nothing is left to do. Whoever finds it between the two goes on where another was stopped.
 */
export interface Position {
  system: string;
  name: string;
  sequence: number;
  made: string;
  content: Content;
  told: Told;
  move: Move | null;
  nextNews: string | null;
}

/** The position of a system, if it has one yet. */
export async function readPosition(
  table: Table,
  tenant: string,
  system: string,
): Promise<Position | undefined> {
  const stored = await table.get(keys.position(tenant, system), StoredSchema);
  return stored && unpackPosition(stored);
}

/**
 * Moves a system to another position.
 *
 * @param position `sequence` is one more than that of the position it was in
 * @returns false when another writer was quicker
 */
export async function startMove(table: Table, tenant: string, position: Position): Promise<boolean> {
  const before = position.sequence - 1;
  return table.put(
    itemOf(tenant, position),
    before === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'stamp = :stamp', ExpressionAttributeValues: { ':stamp': `${before}` } },
  );
}

/** Says that everything is done that a move asked for; when it was said already, nothing changes. */
export async function endMove(table: Table, tenant: string, position: Position): Promise<Position> {
  const settled: Position = { ...position, move: null };
  await table.put(itemOf(tenant, settled), {
    ConditionExpression: 'stamp = :stamp',
    ExpressionAttributeValues: { ':stamp': stampOf(position) },
  });
  return settled;
}

/** A tenant's positions in the order of the systems. */
export async function listPositions(table: Table, tenant: string, page: Paging): Promise<Page<Position>> {
  const range = { partition: keys.positionsGroup(tenant), prefix: '', index: keys.BY_GROUP, ...page };
  const { items, next } = await table.list(range, StoredSchema);
  return { items: items.map(unpackPosition), next };
}

/** A tenant's systems of which there is something to tell on or before a day. */
export async function listNearing(
  table: Table,
  tenant: string,
  day: string,
  page: Paging,
): Promise<Page<{ system: string }>> {
  const range = { partition: keys.nearingGroup(tenant), prefix: '', index: keys.BY_DUE_DAY };
  return table.list({ ...range, end: `${day}~`, ...page }, StoredSchema.pick({ system: true }));
}

/** Tells a position that moves from the same position at rest. */
function stampOf({ sequence, move }: Position): string {
  return move ? `${sequence} moving` : `${sequence}`;
}

function itemOf(tenant: string, position: Position) {
  const { content, told, move, ...plain } = position;
  return {
    ...keys.position(tenant, position.system),
    ...plain,
    stamp: stampOf(position),
    content: pack(content),
    told: pack(told),
    move: move && pack(move),
    [keys.BY_GROUP.partitionKey]: keys.positionsGroup(tenant),
    [keys.BY_GROUP.sortKey]: position.system,
    ...(position.nextNews && {
      [keys.BY_DUE_DAY.partitionKey]: keys.nearingGroup(tenant),
      [keys.BY_DUE_DAY.sortKey]: `${position.nextNews}#${position.system}`,
    }),
  };
}

function unpackPosition({ content, told, move, ...plain }: z.infer<typeof StoredSchema>): Position {
  return {
    ...plain,
    content: unpack(content, ContentSchema),
    told: unpack(told, ToldSchema),
    move: move && unpack(move, MoveSchema),
  };
}
