import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
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
  const settled = watchRequests(server);
  const { port } = await new Promise<AddressInfo>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => listening(server.address()));
  });
  const database: Database = {
    endpoint: `http://127.0.0.1:${port}`,
    close: async () => {
      await settled();
      await new Promise<void>((closed, failed) => {
        server.close((error) => (error ? failed(error) : closed()));
        server.closeAllConnections();
      });
    },
  };
  try {
    await createTables(tables, database.endpoint);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** Milliseconds a request is waited for that nobody listens to any more. */
const PATIENCE = 1000;

/**
 * Dynalite throws where nobody can catch it when it is closed while it works on a request, and it works on also when
 * whoever sent the request is gone.
 *
 * @returns waits for what is being worked on
 */
function watchRequests(server: Pick<Server, 'prependListener'>): () => Promise<void> {
  const open = new Set<ServerResponse>();
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    open.add(response);
    response.end = new Proxy(response.end, {
      apply: (end, self, said) => {
        open.delete(response);
        return Reflect.apply(end, self, said);
      },
    });
    // What never arrived whole is never worked on.
    request.once('close', () => request.complete || open.delete(response));
  });
  return async () => {
    for (let waited = 0; open.size > 0 && waited < PATIENCE; waited += 5) await sleep(5);
  };
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
