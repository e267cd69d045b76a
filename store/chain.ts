import type * as z from 'zod';
import type { Range, Table } from './table.ts';

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
