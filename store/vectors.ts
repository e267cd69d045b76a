import * as z from 'zod';
import * as keys from './keys.ts';
import type { Page, Paging, Table } from './table.ts';

/**
 * The facts of a system in few bytes, as it was looked at last: what a change of a pack is held against. All vectors of a
 * tenant stand in one partition, so that reading those of a thousand systems costs what reading a few systems does.
 */
const VectorSchema = z.object({
  system: z.string(),
  /** How the vector is written. */
  form: z.int(),
  /** Digest of the fact catalogue the vector was made with. */
  catalogue: z.string(),
  /** Null where the rules did not understand the profile. */
  vector: z.instanceof(Uint8Array).nullable(),
  /** Whether it has measurements, which can supply facts. */
  isMeasured: z.boolean(),
});
export type StoredVector = z.infer<typeof VectorSchema>;

/** Keeps the vector of a system; the same again is not written. */
export async function keepVector(table: Table, tenant: string, vector: StoredVector): Promise<void> {
  const key = keys.vector(tenant, vector.system);
  const before = await table.get(key, VectorSchema);
  if (before && isSame(before, vector)) return;
  await table.put({ ...key, ...vector });
}

/** The vectors of a tenant's systems, in the order of the systems. */
export async function listVectors(table: Table, tenant: string, page: Paging): Promise<Page<StoredVector>> {
  return table.list({ partition: keys.vectorsPartition(tenant), prefix: '', ...page }, VectorSchema);
}

function isSame(one: StoredVector, other: StoredVector): boolean {
  const bytes = (of: StoredVector): string | null => of.vector && Buffer.from(of.vector).toString('base64');
  return (
    one.form === other.form &&
    one.catalogue === other.catalogue &&
    one.isMeasured === other.isMeasured &&
    bytes(one) === bytes(other)
  );
}
