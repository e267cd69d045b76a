import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { InvalidCursorError, UnavailableError } from './errors.ts';
import { readItem } from './read-item.ts';
import type { Condition, Key, Page, Range, Table } from './table.ts';

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

/** Throttled and unanswered requests are tried again with growing pauses; beyond this the caller had better answer. */
const PATIENCE = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
};

/** Longest sort key DynamoDB takes, in bytes. */
const LONGEST_SORT_KEY = 1024;

/**
 * The one table, in DynamoDB.
 *
 * @example
 * const table = new DynamoTable({ name: 'jurismap', endpoint: process.env.DYNAMODB_ENDPOINT });
 */
export class DynamoTable implements Table {
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

  async get<T>(key: Key, schema: z.core.$ZodType<T>): Promise<T | undefined> {
    const { Item, ConsumedCapacity } = await this.client.send(
      new GetCommand({ TableName: this.#name, Key: key, ConsistentRead: true, ...this.#measured() }),
    );
    this.#consumed({ read: ConsumedCapacity?.CapacityUnits ?? 0, write: 0 });
    return Item === undefined ? undefined : readItem(schema, Item, key);
  }

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

  async list<T>(range: Range, schema: z.core.$ZodType<T>): Promise<Page<T>> {
    const sortKey = range.index?.sortKey ?? 'sk';
    // One more than asked for is where the next page starts.
    const found = await this.#query(range, range.limit + 1);
    const keyOf = (item: Record<string, unknown>): string => String(item[sortKey]);
    const following = found[range.limit];
    return {
      items: found
        .slice(0, range.limit)
        .map((item) => readItem(schema, item, { pk: range.partition, sk: keyOf(item) })),
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
