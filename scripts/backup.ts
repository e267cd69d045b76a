import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

type Item = Record<string, AttributeValue>;

/** As many as DynamoDB takes in one request. */
const BATCH = 25;

const LineSchema = z.strictObject({ Item: z.record(z.string(), z.custom<AttributeValue>(isAttribute)) });

/**
 * Writes every item of a table to a file, as DynamoDB's own export to S3 does: gzip of one item as JSON a line. Reading all of
 * a table is the purpose here, so this is the one place that scans. Items written meanwhile may be missing; a backup as of
 * one moment is what point-in-time recovery is for.
 *
 * @returns how many items there were
 */
export async function exportTable(client: DynamoDBClient, table: string, file: string): Promise<number> {
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const item of itemsOf(client, table)) {
      count += 1;
      yield `${JSON.stringify({ Item: mapBinary(item, (bytes) => Buffer.from(bytes).toString('base64')) })}\n`;
    }
  }
  const unfinished = `${file}.unfinished`;
  try {
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return count;
}

/**
 * Writes the items of a file to a table. The file is read to its end before anything is written.
 *
 * @param goOn whether the table may hold items already, because an import of the same file was stopped
 * @returns how many items there were
 * @throws when the file is broken, or the table holds items
 */
export async function importTable(
  client: DynamoDBClient,
  file: string,
  table: string,
  goOn = false,
): Promise<number> {
  for await (const _ of readItems(file));
  if (!goOn && !(await isEmpty(client, table)))
    throw new Error(`${table} holds items already; import into an empty table, or go on with --go-on`);
  let count = 0;
  let batch: Item[] = [];
  for await (const item of readItems(file)) {
    batch.push(item);
    count += 1;
    if (batch.length < BATCH) continue;
    await write(client, table, batch);
    batch = [];
  }
  await write(client, table, batch);
  return count;
}

/** Every item of a table. */
export async function* itemsOf(client: DynamoDBClient, table: string): AsyncGenerator<Item> {
  let from: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
    );
    yield* Items;
    from = LastEvaluatedKey;
  } while (from !== undefined);
}

async function isEmpty(client: DynamoDBClient, table: string): Promise<boolean> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table, Limit: 1 }));
  return Items.length === 0;
}

async function* readItems(file: string): AsyncGenerator<Item> {
  let number = 0;
  for await (const line of linesOf(file)) yield readLine(file, ++number, line);
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unzipped = createGunzip();
  source.on('error', (error) => unzipped.destroy(error)).pipe(unzipped);
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const bytes of unzipped) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    source.destroy();
  }
  if (rest !== '') yield rest;
}

function readLine(file: string, number: number, line: string): Item {
  try {
    const { Item } = LineSchema.parse(JSON.parse(line));
    return mapBinary(Item, (text) => Buffer.from(String(text), 'base64'));
  } catch (error) {
    throw new Error(`${file}:${number}: is no item of an export`, { cause: error });
  }
}

async function write(client: DynamoDBClient, table: string, items: readonly Item[]): Promise<void> {
  let waiting = items.map((item) => ({ PutRequest: { Item: item } }));
  for (let attempt = 0; waiting.length > 0; attempt++) {
    if (attempt > 0) await new Promise((wake) => setTimeout(wake, Math.min(50 * 2 ** attempt, 5000)));
    const { UnprocessedItems = {} } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: waiting } }),
    );
    waiting = (UnprocessedItems[table] ?? []).flatMap(({ PutRequest }) =>
      PutRequest?.Item ? [{ PutRequest: { Item: PutRequest.Item } }] : [],
    );
  }
}

function isAttribute(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 1;
}

/** The same item with other bytes: JSON has no binary values. */
function mapBinary(item: Item, change: (bytes: Uint8Array) => unknown): Item {
  const mapped = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mapped);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([type, inner]) => [type, type === 'B' ? change(inner) : mapped(inner)]),
    );
  };
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, mapped(value) as AttributeValue]),
  );
}
