import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { CorruptRecordError, InvalidCursorError, UnavailableError } from './errors.ts';

/** Where an item lives. */
export interface Key {
  pk: string;
  sk: string;
}

/** Units a request consumed, as DynamoDB bills them. */
export interface Consumed {
  read: number;
  write: number;
}

export interface TableOptions {
  /** The table's name. */
  name: string;
  /** Another address than the cloud's, such as a local engine. */
  endpoint?: string | undefined;
  /** Told after every request; units are measured only when it is set. */
  onConsumed?: (consumed: Consumed) => void;
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
export type Condition = Pick<
  PutCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** A secondary index: its name and the attributes it is keyed by. */
export interface Index {
  name: string;
  partitionKey: string;
  sortKey: string;
}

/** Throttled and unanswered requests are tried again with growing pauses; beyond this the caller had better answer. */
const PATIENCE = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
};

/** Longest sort key DynamoDB takes, in bytes. */
const LONGEST_SORT_KEY = 1024;

/**
 * The one table. Reads are strongly consistent on the table itself; every access is by key or by query.
 *
 * @example
 * const table = new Table({ name: 'jurismap', endpoint: process.env.DYNAMODB_ENDPOINT });
 */
export class Table {
  readonly client: DynamoDBDocumentClient;
  readonly #name: string;
  readonly #onConsumed: ((consumed: Consumed) => void) | undefined;

  constructor({ name, endpoint, onConsumed }: TableOptions) {
    const client = new DynamoDBClient({ ...PATIENCE, ...(endpoint && { endpoint }) });
    this.client = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    this.client.middlewareStack.add((next) => (args) => next(args).catch(sayUnavailable), {
      step: 'initialize',
      priority: 'high',
    });
    this.#name = name;
    this.#onConsumed = onConsumed;
  }

  /** @returns the item, or undefined when there is none */
  async get<T>(key: Key, schema: z.core.$ZodType<T>): Promise<T | undefined> {
    const { Item, ConsumedCapacity } = await this.client.send(
      new GetCommand({ TableName: this.#name, Key: key, ConsistentRead: true, ...this.#measured() }),
    );
    this.#consumed({ read: ConsumedCapacity?.CapacityUnits ?? 0, write: 0 });
    return Item === undefined ? undefined : read(schema, Item, key);
  }

  /**
   * Writes an item.
   *
   * @param condition what must hold of the item now in its place
   * @returns false when the condition did not hold, and nothing was written
   */
  async put(item: Key & Record<string, unknown>, condition: Condition = {}): Promise<boolean> {
    try {
      const { ConsumedCapacity } = await this.client.send(
        new PutCommand({ TableName: this.#name, Item: item, ...condition, ...this.#measured() }),
      );
      this.#consumed({ read: 0, write: ConsumedCapacity?.CapacityUnits ?? 0 });
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Items of one partition in the order of their sort keys, a page at a time. */
  async list<T>(range: Range, schema: z.core.$ZodType<T>): Promise<Page<T>> {
    const sortKey = range.index?.sortKey ?? 'sk';
    // One more than asked for is where the next page starts.
    const found = await this.#query(range, range.limit + 1);
    const keyOf = (item: Record<string, unknown>): string => String(item[sortKey]);
    const following = found[range.limit];
    return {
      items: found
        .slice(0, range.limit)
        .map((item) => read(schema, item, { pk: range.partition, sk: keyOf(item) })),
      next: following && keyOf(following),
    };
  }

  /** DynamoDB ends a page at 1 MB, so it may take several to find `count` items. */
  async #query(range: Range, count: number): Promise<Record<string, unknown>[]> {
    const { partition, prefix, start, backwards, index } = range;
    // Sort keys are printable ASCII, so nothing that starts with the prefix comes after "~".
    const end = range.end ?? `${prefix}~`;
    // DynamoDB knows no empty key; a space comes before every other printable character.
    const lowest = prefix === '' ? ' ' : prefix;
    if (
      start !== undefined &&
      (start < lowest || start > end || Buffer.byteLength(start) > LONGEST_SORT_KEY)
    ) {
      throw new InvalidCursorError('the cursor does not belong to this list');
    }
    const found: Record<string, unknown>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const { Items, LastEvaluatedKey, ConsumedCapacity } = await this.client.send(
        new QueryCommand({
          TableName: this.#name,
          ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
          KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
          ExpressionAttributeNames: {
            '#partition': index?.partitionKey ?? 'pk',
            '#sort': index?.sortKey ?? 'sk',
          },
          ExpressionAttributeValues: {
            ':partition': partition,
            ':from': backwards ? lowest : (start ?? lowest),
            ':to': backwards ? (start ?? end) : end,
          },
          ScanIndexForward: !backwards,
          Limit: count - found.length,
          ...(from && { ExclusiveStartKey: from }),
          ...this.#measured(),
        }),
      );
      this.#consumed({ read: ConsumedCapacity?.CapacityUnits ?? 0, write: 0 });
      found.push(...(Items ?? []));
      from = LastEvaluatedKey;
    } while (from !== undefined && found.length < count);
    return found;
  }

  #measured(): { ReturnConsumedCapacity?: 'TOTAL' } {
    return this.#onConsumed ? { ReturnConsumedCapacity: 'TOTAL' } : {};
  }

  #consumed(consumed: Consumed): void {
    this.#onConsumed?.(consumed);
  }
}

/** DynamoDB calls these the client's fault. */
const THROTTLED = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/**
 * Tells the caller's mistakes from the database's state: throttling, time-outs, lost connections and failures of the
 * service all mean that nobody knows whether a write happened, and that trying again later is safe.
 *
 * @throws UnavailableError, or the error as it was
 */
function sayUnavailable(error: unknown): never {
  if (error instanceof ConditionalCheckFailedException || !(error instanceof Error)) throw error;
  const isOurs = error instanceof DynamoDBServiceException && error.$fault === 'client';
  if (isOurs && !THROTTLED.has(error.name)) throw error;
  throw new UnavailableError(`the database did not answer (${error.name})`, { cause: error });
}

function read<T>(schema: z.core.$ZodType<T>, item: unknown, key: Key): T {
  const result = z.safeParse(schema, item);
  if (result.success) return result.data;
  throw new CorruptRecordError(
    `${key.sk}: ${result.error.issues[0]?.path.join('.')} is not as it was written`,
  );
}
