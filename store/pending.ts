import * as z from 'zod';
import * as keys from './keys.ts';
import type { Page, Paging, Table } from './table.ts';

/**
 * Systems somebody must look at again, because something about them was written: their profile, their register or their
 * assessments. The note is written before what it is about, so that a crash in between leaves work found, not lost.
 */
const PendingSchema = z.object({
  system: z.string(),
  /** Tells this note from a later one about the same system. */
  note: z.string(),
  /** When it was written (ISO 8601, UTC). */
  since: z.string(),
});
export type Pending = z.infer<typeof PendingSchema>;

/**
 * Notes that a system must be looked at. A note that is there already is replaced.
 *
 * @param note unique, such as a random id
 */
export async function notePending(table: Table, tenant: string, pending: Pending): Promise<void> {
  await table.put({
    ...keys.pending(tenant, pending.system),
    ...pending,
    [keys.BY_GROUP.partitionKey]: keys.pendingGroup(tenant),
    [keys.BY_GROUP.sortKey]: pending.system,
  });
}

/** Takes a note back, once what it asks for is done. A later note about the same system stays. */
export async function clearPending(
  table: Table,
  tenant: string,
  { system, note }: Pick<Pending, 'system' | 'note'>,
): Promise<void> {
  await table.put(
    { ...keys.pending(tenant, system), cleared: note },
    {
      ConditionExpression: '#note = :note',
      ExpressionAttributeNames: { '#note': 'note' },
      ExpressionAttributeValues: { ':note': note },
    },
  );
}

/** The note about a system, if there is one. */
export async function readPending(
  table: Table,
  tenant: string,
  system: string,
): Promise<Pending | undefined> {
  const stored = await table.get(keys.pending(tenant, system), z.union([PendingSchema, ClearedSchema]));
  return stored && 'note' in stored ? stored : undefined;
}

const ClearedSchema = z.object({ cleared: z.string() });

/** A tenant's systems somebody must look at, in the order of their ids. */
export async function listPending(table: Table, tenant: string, page: Paging): Promise<Page<Pending>> {
  return table.list(
    { partition: keys.pendingGroup(tenant), prefix: '', index: keys.BY_GROUP, ...page },
    PendingSchema,
  );
}
