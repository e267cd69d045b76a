import * as z from 'zod';
import type { Key, Page, Paging, Range, Table } from './table.ts';

/** A record that names the one before it, as all append-only records do. */
export interface Link {
  /** Digest of the record. */
  record: string;
  previous: string | null;
}

const BATCH = 50;

/**
 * Walks records from the newest back to the first, following `previous`. Records that a crashed or losing writer left
 * behind are not on the chain and are passed over.
 *
 * @param range the partition and prefix of the records, whose keys ascend with time; `start` where the newest has that key
 * @param newest the record to begin with, such as the one the head points to
 */
export async function* walkChain<T extends Link>(
  table: Table,
  range: Pick<Range, 'partition' | 'prefix' | 'start'>,
  schema: z.core.$ZodType<T>,
  newest: string,
): AsyncGenerator<T> {
  let wanted: string | null = newest;
  let start = range.start;
  do {
    const page = await table.list({ ...range, start, backwards: true, limit: BATCH }, schema);
    for (const item of page.items) {
      if (item.record !== wanted) continue;
      yield item;
      wanted = item.previous;
    }
    start = page.next;
  } while (start !== undefined && wanted !== null);
}

/**
 * A page of records from the newest down, as a chain gives them.
 *
 * @param numberOf counts the records from the first, and names the place where a page starts
 */
export async function pageOf<T>(
  chain: AsyncIterable<T>,
  numberOf: (record: T) => number,
  { limit, start }: Paging,
): Promise<Page<T>> {
  const newest = start === undefined ? Number.POSITIVE_INFINITY : Number(start);
  const items: T[] = [];
  for await (const record of chain) {
    if (numberOf(record) > newest) continue;
    if (items.length === limit) return { items, next: String(numberOf(record)) };
    items.push(record);
  }
  return { items, next: undefined };
}

/**
 * The record with one number. Of several, of which all but one were left behind by losing writers, the one on the chain.
 *
 * @param range the records with that number
 * @param chain walks all records from the newest back; only asked where there are several
 */
export async function recordNumbered<T>(
  table: Table,
  range: Pick<Range, 'partition' | 'prefix'>,
  schema: z.core.$ZodType<T>,
  chain: () => AsyncIterable<T>,
  isWanted: (record: T) => boolean,
): Promise<T | undefined> {
  const [only, other] = (await table.list({ ...range, limit: 2 }, schema)).items;
  if (!other) return only;
  for await (const record of chain()) if (isWanted(record)) return record;
  return undefined;
}

const HeadSchema = z.object({ record: z.string() });

/**
 * Moves a head on, which is the last write of a change. A write whose answer was lost is sent again and finds its own effect
 * in the way; that is no other writer.
 *
 * @param head names the record it now points to
 * @param previous digest of the record it pointed to when it was read; null when there was no head
 * @returns false when another writer was quicker
 */
export async function moveHead(
  table: Table,
  head: Key & { record: string } & Record<string, unknown>,
  previous: string | null,
): Promise<boolean> {
  const isMoved = await table.put(
    head,
    previous === null
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#record = :previous',
          ExpressionAttributeNames: { '#record': 'record' },
          ExpressionAttributeValues: { ':previous': previous },
        },
  );
  if (isMoved) return true;
  const { pk, sk } = head;
  return (await table.get({ pk, sk }, HeadSchema))?.record === head.record;
}
