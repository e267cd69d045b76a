import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import shape from '../../store/table.json' with { type: 'json' };

/** A DynamoDB engine for tests: the one at DYNAMODB_ENDPOINT, or one of our own in memory. */
export interface TestDatabase {
  endpoint: string;
  /** Creates a fresh table of the store's shape and returns its name. */
  createTable(): Promise<string>;
  close(): Promise<void>;
}

process.env.AWS_REGION ??= 'local';
process.env.AWS_ACCESS_KEY_ID ??= 'local';
process.env.AWS_SECRET_ACCESS_KEY ??= 'local';

let tables = 0;

export async function startTestDatabase(): Promise<TestDatabase> {
  const given = process.env.DYNAMODB_ENDPOINT;
  const own = given ? undefined : await startDynalite();
  const endpoint = given ?? own?.endpoint ?? '';
  return {
    endpoint,
    createTable: () => createTable(endpoint, `jurismap-test-${process.pid}-${++tables}`),
    close: async () => own?.close(),
  };
}

async function startDynalite(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

async function createTable(endpoint: string, name: string): Promise<string> {
  const client = new DynamoDBClient({ endpoint });
  const keys = [shape, ...shape.indexes];
  const schema = (key: { partitionKey: string; sortKey: string }) => [
    { AttributeName: key.partitionKey, KeyType: 'HASH' as const },
    { AttributeName: key.sortKey, KeyType: 'RANGE' as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.flatMap((key) =>
        [key.partitionKey, key.sortKey].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S' as const,
        })),
      ),
      KeySchema: schema(shape),
      GlobalSecondaryIndexes: shape.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: schema(index),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  );
  await waitUntilTableExists({ client, minDelay: 1, maxDelay: 1, maxWaitTime: 30 }, { TableName: name });
  client.destroy();
  return name;
}
