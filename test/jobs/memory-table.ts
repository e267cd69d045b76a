import * as z from 'zod';
import type { Condition, Key, Page, Range, Table } from '../../store/table.ts';

type Item = Record<string, unknown>;

/** What strikes before an item is read or written, or after it was written; it throws, or does nothing. */
export type Fault = (moment: 'read' | 'before write' | 'after write') => void;

/**
 * As much of a table as the store uses, in memory, so that thousands of histories can be played. Indexes follow the table
 * only when they are told to, as those of DynamoDB follow it late.
 */
export class MemoryTable implements Table {
  fault: Fault = () => {};
  private readonly items = new Map<string, Item>();
  private indexed = new Map<string, Item>();

  /** Lets indexes see everything that was written. */
  index(): void {
    this.indexed = new Map(this.items);
  }

  async get<T>(key: Key, schema: z.core.$ZodType<T>): Promise<T | undefined> {
    this.fault('read');
    const item = this.items.get(nameOf(key));
    return item && z.parse(schema, item);
  }

  async put(item: Key & Item, condition: Condition = {}): Promise<boolean> {
    this.fault('before write');
    const name = nameOf(item);
    if (!holds(condition, this.items.get(name))) return false;
    this.items.set(name, { ...item });
    this.fault('after write');
    return true;
  }

  async list<T>(range: Range, schema: z.core.$ZodType<T>): Promise<Page<T>> {
    this.fault('read');
    const { partitionKey, sortKey } = range.index ?? { partitionKey: 'pk', sortKey: 'sk' };
    const lowest = range.prefix === '' ? ' ' : range.prefix;
    const end = range.end ?? `${range.prefix}~`;
    const [from, to] = range.backwards ? [lowest, range.start ?? end] : [range.start ?? lowest, end];
    const keyOf = (item: Item): string => String(item[sortKey]);
    const found = [...(range.index ? this.indexed : this.items).values()]
      .filter((item) => item[partitionKey] === range.partition && keyOf(item) >= from && keyOf(item) <= to)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    if (range.backwards) found.reverse();
    const next = found[range.limit];
    return {
      items: found.slice(0, range.limit).map((item) => z.parse(schema, item)),
      next: next && keyOf(next),
    };
  }
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}\n${sk}`;
}

/** The few kinds of conditions the store writes with. */
function holds(condition: Condition, item: Item | undefined): boolean {
  const { ConditionExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = condition;
  if (ConditionExpression === undefined) return true;
  return ConditionExpression.split(' OR ').some((clause) => {
    if (clause === 'attribute_not_exists(pk)') return item === undefined;
    const [, name = '', operator, value = ''] = /^([#\w]+) (=|<=) (:\w+)$/.exec(clause) ?? [];
    const left = item?.[ExpressionAttributeNames[name] ?? name];
    const right = ExpressionAttributeValues[value];
    if (operator === '=') return left === right;
    if (operator === '<=') return typeof left === 'number' && left <= Number(right);
    throw new Error(`"${clause}" is a condition this table does not know`);
  });
}
