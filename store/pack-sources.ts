import * as z from 'zod';
import type { PackSource } from '../engine/read-pack.ts';
import { NotFoundError } from './errors.ts';
import * as keys from './keys.ts';
import { PackedSchema, pack, unpack } from './packing.ts';
import type { Page, Paging, Table } from './table.ts';

/** That a version of a pack was published. */
const VersionSchema = z.object({
  pack: z.string(),
  version: z.string(),
  digest: z.string(),
  title: z.string(),
  /** The day it was last compared with its source. */
  verified: z.string(),
  /** Subject of the token that published it; null for one Jurismap brings. */
  by: z.string().nullable(),
  at: z.string(),
});
export type PackVersion = z.infer<typeof VersionSchema>;

const StoredSchema = z.object({ source: PackedSchema });
/** The store gives back what it was given; whether it is a valid pack was decided when it came in. */
const SourceSchema = z.custom<PackSource>((value) => typeof value === 'object' && value !== null);

/** Which content was published, by whom and when. */
type Publication = Pick<PackVersion, 'digest' | 'by' | 'at'>;

/** What is told of a version of a pack. */
export function describeVersion({ manifest }: PackSource, publication: Publication): PackVersion {
  const { pack, version, title, verified } = manifest;
  return { pack, version, title, verified, ...publication };
}

/**
 * Keeps a version of a pack for good. The same content again changes nothing.
 *
 * @param tenant whose own pack it is; null for one Jurismap brings
 * @returns the version as it was published first
 * @throws TooLargeError
 */
export async function keepPack(
  table: Table,
  tenant: string | null,
  source: PackSource,
  publication: Publication,
): Promise<PackVersion> {
  const said = describeVersion(source, publication);
  const { pack: id, digest, at } = said;
  const isNew = await table.put(
    { ...keys.packSource(tenant, id, digest), source: pack(source), at },
    { ConditionExpression: 'attribute_not_exists(pk)' },
  );
  const before = isNew ? undefined : await findVersion(table, tenant, id, digest);
  if (before) return before;
  // Also where somebody was stopped between the two writes.
  await table.put({ ...keys.packVersion(tenant, id, at, digest), ...said });
  return said;
}

/**
 * The source of a version of a pack.
 *
 * @throws NotFoundError
 */
export async function readPackSource(
  table: Table,
  tenant: string | null,
  id: string,
  digest: string,
): Promise<PackSource> {
  const stored = await table.get(keys.packSource(tenant, id, digest), StoredSchema);
  if (!stored) throw new NotFoundError(`there is no version ${digest} of "${id}"`);
  return unpack(stored.source, SourceSchema);
}

/** The versions of a pack that were published, the newest first. */
export async function listPackVersions(
  table: Table,
  tenant: string | null,
  id: string,
  page: Paging,
): Promise<Page<PackVersion>> {
  const range = { partition: keys.packPartition(tenant, id), prefix: keys.PACK_VERSIONS, backwards: true };
  return table.list({ ...range, ...page }, VersionSchema);
}

async function findVersion(
  table: Table,
  tenant: string | null,
  id: string,
  digest: string,
): Promise<PackVersion | undefined> {
  let start: string | undefined;
  do {
    const { items, next } = await listPackVersions(table, tenant, id, { limit: 100, start });
    const found = items.find((item) => item.digest === digest);
    if (found) return found;
    start = next;
  } while (start !== undefined);
  return undefined;
}
