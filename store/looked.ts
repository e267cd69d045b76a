import * as z from 'zod';
import * as keys from './keys.ts';
import type { Page, Paging, Table } from './table.ts';

/** With what a system was last looked at. */
const LookedSchema = z.object({
  system: z.string(),
  /** Digest of the engine and of the packs that were in force. */
  outfit: z.string(),
});

/** Says with what a system was looked at; what is said already is not written again. */
export async function noteLooked(
  table: Table,
  tenant: string,
  system: string,
  outfit: string,
): Promise<void> {
  const key = keys.looked(tenant, system);
  const before = await table.get(key, LookedSchema);
  if (before?.outfit === outfit) return;
  await table.put({
    ...key,
    system,
    outfit,
    [keys.BY_GROUP.partitionKey]: keys.lookedGroup(tenant),
    [keys.BY_GROUP.sortKey]: `${outfit}#${system}`,
  });
}

/**
 * A tenant's systems that were last looked at with something else: those before in the order of digests, or those after.
 */
export async function listOtherwiseLooked(
  table: Table,
  tenant: string,
  outfit: string,
  side: 'before' | 'after',
  page: Paging,
): Promise<Page<{ system: string }>> {
  const range = { partition: keys.lookedGroup(tenant), prefix: '', index: keys.BY_GROUP };
  return table.list({ ...range, ...keys.allBut(outfit, side, page) }, LookedSchema);
}
