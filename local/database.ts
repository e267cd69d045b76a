import type { AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import type { Table } from './cloud.ts';

/** The DynamoDB of this machine. */
export interface Database {
  /** Its address, as in `DYNAMODB_ENDPOINT`. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** What a client must send; dynalite checks that it is there, not what it is. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
export const LOCAL_REGION = 'local';

/**
 * Starts DynamoDB with the given tables; those that are there already keep their items.
 *
 * @param dir where items live on disk; in memory without it
 */
export async function startDatabase(tables: readonly Table[], dir?: string): Promise<Database> {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(dir && { path: dir }),
  });
  const { port } = await new Promise<AddressInfo>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => listening(server.address()));
  });
  const database: Database = {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed, failed) => {
        server.close((error) => (error ? failed(error) : closed()));
        server.closeAllConnections();
      }),
  };
  try {
    await createTables(tables, database.endpoint);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

async function createTables(tables: readonly Table[], endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
  try {
    const { TableNames: existing = [] } = await client.send(new ListTablesCommand());
    for (const { name, ...schema } of tables) {
      if (existing.includes(name)) continue;
      await client.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: schema.AttributeDefinitions,
          KeySchema: schema.KeySchema,
          GlobalSecondaryIndexes: schema.GlobalSecondaryIndexes,
        }),
      );
      await waitUntilTableExists({ client, minDelay: 1, maxDelay: 1, maxWaitTime: 20 }, { TableName: name });
    }
  } finally {
    client.destroy();
  }
}
