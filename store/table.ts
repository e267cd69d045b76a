import type * as z from 'zod';

/** Where an item lives. */
export interface Key {
  pk: string;
  sk: string;
}

/** A page of a list. */
export interface Page<T> {
  items: T[];
  /** Sort key of the first item of the next page, or undefined at the end. */
  next: string | undefined;
}

/** Which page of a list. */
export interface Paging {
  limit: number;
  /** `next` of the page before; the first page when left out. */
  start?: string | undefined;
}

/** Which items of a partition to list. */
export interface Range {
  partition: string;
  /** What their sort keys start with. */
  prefix: string;
  /** Sort key to start at, as `next` of the page before gave it. */
  start?: string | undefined;
  /** Sort key to end at, at the latest. */
  end?: string;
  /** Highest sort key first. */
  backwards?: boolean;
  limit: number;
  /** An index instead of the table itself. */
  index?: Index;
}

/** What must hold of the item in whose place another is put. */
export interface Condition {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}

/** A secondary index: its name and the attributes it is keyed by. */
export interface Index {
  name: string;
  partitionKey: string;
  sortKey: string;
}

/**
 * The one table, wherever it is. Reads are strongly consistent on the table itself; every access is by key or by query.
 */
export interface Table {
  /** @returns the item, or undefined when there is none */
  get<T>(key: Key, schema: z.core.$ZodType<T>): Promise<T | undefined>;

  /**
   * Writes an item.
   *
   * @param condition what must hold of the item now in its place
   * @returns false when the condition did not hold, and nothing was written
   */
  put(item: Key & Record<string, unknown>, condition?: Condition): Promise<boolean>;

  /** Items of one partition in the order of their sort keys, a page at a time. */
  list<T>(range: Range, schema: z.core.$ZodType<T>): Promise<Page<T>>;
}
