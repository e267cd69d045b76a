import type * as z from 'zod';
import { readItem } from './read-item.ts';
import type { Key, Page, Range, Table } from './table.ts';

/** Items out of an archive, to be read as those of a table are. There are no indexes, and nothing can be written. */
export class ArchiveTable implements Table {
  private readonly partitions = new Map<string, Map<string, Key & Record<string, unknown>>>();

  /** @returns false when there is an item with that key already */
  add(item: Key & Record<string, unknown>): boolean {
    const partition = this.partitions.get(item.pk) ?? new Map();
    this.partitions.set(item.pk, partition);
    if (partition.has(item.sk)) return false;
    partition.set(item.sk, item);
    return true;
  }

  /** How many items there are. */
  get size(): number {
    return [...this.partitions.values()].reduce((sum, { size }) => sum + size, 0);
  }

  async get<T>({ pk, sk }: Key, schema: z.core.$ZodType<T>): Promise<T | undefined> {
    const item = this.partitions.get(pk)?.get(sk);
    return item && readItem(schema, item, { pk, sk });
  }

  async put(): Promise<boolean> {
    throw new Error('an archive is not written to');
  }

  async list<T>(
    { partition, prefix, start, end = `${prefix}~`, backwards, limit, index }: Range,
    schema: z.core.$ZodType<T>,
  ): Promise<Page<T>> {
    if (index) throw new Error('an archive has no indexes');
    const [from, to] = backwards ? [prefix, start ?? end] : [start ?? prefix, end];
    const found = [...(this.partitions.get(partition)?.values() ?? [])]
      .filter(({ sk }) => sk >= from && sk <= to)
      .sort((a, b) => (a.sk < b.sk ? -1 : 1));
    if (backwards) found.reverse();
    return {
      items: found.slice(0, limit).map((item) => readItem(schema, item, item)),
      next: found[limit]?.sk,
    };
  }
}
