import * as z from 'zod';
import { assessmentChain, listAssessments } from './assessments.ts';
import * as keys from './keys.ts';
import { readHead } from './systems.ts';
import type { Key, Page, Table } from './table.ts';

/** An item as it is stored; binary attributes as base64 of what is compressed with Brotli. */
export const ArchivedItemSchema = z.looseObject({ pk: z.string(), sk: z.string() });
export type ArchivedItem = z.infer<typeof ArchivedItemSchema>;

/** A compressed attribute within an archived item. */
export const CompressedSchema = z.strictObject({ brotli: z.base64() });

/** Characters of a page, as JSON, at which no more is added; an item adds at most a tenth of what a function can answer. */
const ENOUGH = 2_000_000;
const BATCH = 25;

/** Notes to workers, which say nothing about the system. */
const NOTES = new Set(['PENDING', 'LOOKED']);

/** Where pages of packs and catalogues start; it comes after every key of an item of the system. */
const SOURCES = '~';

/**
 * A page of everything about a system, and of the packs and fact catalogues its assessments were made with.
 *
 * @param start `next` of the page before
 * @throws NotFoundError
 */
export async function listArchive(
  table: Table,
  tenant: string,
  system: string,
  start: string | undefined,
): Promise<Page<ArchivedItem>> {
  await readHead(table, tenant, system);
  if (!start?.startsWith(SOURCES)) return itemsFrom(table, keys.systemPartition(tenant, system), start);
  const wanted = await sourcesOf(table, tenant, system);
  const items: ArchivedItem[] = [];
  let length = 0;
  for (let i = Number(start.slice(1)); i < wanted.length; i++) {
    if (length > ENOUGH) return { items, next: `${SOURCES}${i}` };
    for (const key of wanted[i] ?? []) {
      const item = await table.get(key, ArchivedItemSchema);
      if (!item) continue;
      items.push(archived(item));
      length += JSON.stringify(items.at(-1)).length;
    }
  }
  return { items, next: undefined };
}

async function itemsFrom(
  table: Table,
  partition: string,
  start: string | undefined,
): Promise<Page<ArchivedItem>> {
  const items: ArchivedItem[] = [];
  let length = 0;
  let from = start;
  do {
    const page = await table.list({ partition, prefix: '', limit: BATCH, start: from }, ArchivedItemSchema);
    for (const item of page.items) {
      if (length > ENOUGH) return { items, next: item.sk };
      if (NOTES.has(item.sk)) continue;
      items.push(archived(item));
      length += JSON.stringify(items.at(-1)).length;
    }
    from = page.next;
  } while (from !== undefined);
  return { items, next: `${SOURCES}0` };
}

/** The keys under which each pack, and each catalogue, may be kept, in an order that does not change between pages. */
async function sourcesOf(table: Table, tenant: string, system: string): Promise<Key[][]> {
  const found = new Map<string, Key[]>();
  for (const head of await listAssessments(table, tenant, system)) {
    for await (const { pack, summary } of assessmentChain(table, tenant, head)) {
      const { packDigest, catalogueDigest } = summary;
      found.set(catalogueDigest, [keys.catalogue(catalogueDigest)]);
      found.set(`${pack} ${packDigest}`, [
        keys.packSource(tenant, pack, packDigest),
        keys.packSource(null, pack, packDigest),
      ]);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, either]) => either);
}

function archived(item: ArchivedItem): ArchivedItem {
  const { pk, sk, ...attributes } = item;
  const shown = Object.entries(attributes).flatMap(([name, value]) => {
    if (keys.isIndexKey(name)) return [];
    return [[name, value instanceof Uint8Array ? compressed(value) : value]];
  });
  return { pk, sk, ...Object.fromEntries(shown) };
}

function compressed(value: Uint8Array): z.infer<typeof CompressedSchema> {
  return { brotli: Buffer.from(value).toString('base64') };
}
