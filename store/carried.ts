import * as z from 'zod';
import * as keys from './keys.ts';
import type { Table } from './table.ts';

/**
 * Which assessments under an earlier content of a pack still stand. When a pack changes, every system is sifted: those that
 * the change concerns are assessed again, and the assessments of all others are carried over as they are.
 */
const CarriedSchema = z.object({
  pack: z.string(),
  /** The content the assessments were last sifted for. */
  digest: z.string(),
  /** The content they are being sifted for; null when that is done. */
  next: z.string().nullable(),
  /** Earlier contents whose assessments stand unless a system is noted as pending. */
  carried: z.array(z.string()),
});
export type Carried = z.infer<typeof CarriedSchema>;

/** Beyond so many, all assessments are made again: each costs the search for stale ones a query. */
const MOST_CARRIED = 40;
/** More than any tenant has. */
const MOST_PACKS = 1000;

/** What is carried over of a tenant, by pack. */
export async function listCarried(table: Table, tenant: string): Promise<Map<string, Carried>> {
  const range = { partition: keys.carriedPartition(tenant), prefix: '', limit: MOST_PACKS };
  const { items } = await table.list(range, CarriedSchema);
  return new Map(items.map((item) => [item.pack, item]));
}

/** What is carried over under a pack; undefined where nothing ever was. */
export async function readCarried(table: Table, tenant: string, pack: string): Promise<Carried | undefined> {
  return table.get(keys.carried(tenant, pack), CarriedSchema);
}

/** Begins anew: only assessments under this content stand. */
export async function startCarrying(
  table: Table,
  tenant: string,
  pack: string,
  digest: string,
  before: Carried | undefined,
): Promise<void> {
  await putCarried(table, tenant, { pack, digest, next: null, carried: [] }, before);
}

/**
 * Says that systems are going to be sifted for another content. From then on nobody relies on what was assessed under
 * an earlier one while that goes on.
 *
 * @returns what stands now; undefined when somebody else was quicker
 */
export async function announceSift(
  table: Table,
  tenant: string,
  next: string,
  before: Carried,
): Promise<Carried | undefined> {
  if (before.next === next) return before;
  // What is being sifted for is evaluated again from now on: should it be given up, nobody has sifted what comes of that.
  const carried = before.carried.filter((digest) => digest !== next);
  const announced: Carried = { ...before, next, carried };
  return (await putCarried(table, tenant, announced, before)) ? announced : undefined;
}

/** Says that every system was sifted. When somebody else said something since, that stands. */
export async function endSift(table: Table, tenant: string, before: Carried): Promise<void> {
  const { pack, digest, next, carried } = before;
  if (next === null) return;
  const earlier = [...new Set([...carried, digest])].filter((one) => one !== next);
  const kept = earlier.length > MOST_CARRIED ? [] : earlier.sort();
  await putCarried(table, tenant, { pack, digest: next, next: null, carried: kept }, before);
}

/** Whether assessments under a content of a pack are no longer looked for, or soon will not be. */
export function isOvertaken({ next, carried }: Carried, digest: string): boolean {
  return next === null ? carried.includes(digest) : next !== digest;
}

async function putCarried(
  table: Table,
  tenant: string,
  carried: Carried,
  before: Carried | undefined,
): Promise<boolean> {
  const item = { ...keys.carried(tenant, carried.pack), ...carried, stamp: stampOf(carried) };
  return table.put(
    item,
    before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'stamp = :stamp', ExpressionAttributeValues: { ':stamp': stampOf(before) } },
  );
}

function stampOf(carried: Carried): string {
  return JSON.stringify([carried.digest, carried.next, carried.carried]);
}
