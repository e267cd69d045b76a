import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportTable, importTable } from '../../scripts/backup.ts';
import { DynamoTable } from '../../store/dynamo-table.ts';
import { listSystems } from '../../store/systems.ts';
import { type Api, hiringProfile, startApi } from '../api/api.ts';
import { startTestDatabase, type TestDatabase } from './database.ts';

const DIR = mkdtempSync(join(tmpdir(), 'jurismap-backup-'));
const FILE = join(DIR, 'table.json.gz');
const SYSTEM = '/v1/systems/ranker';

let api: Api;
let restored: Api;
let database: TestDatabase;
const clients: DynamoDBClient[] = [];

async function clientOf({ table }: Api): Promise<{ client: DynamoDBClient; name: string }> {
  const { table: found, name } = await table();
  const endpoint = await found.client.config.endpoint?.();
  const client = new DynamoDBClient({
    endpoint: `http://${endpoint?.hostname}:${endpoint?.port}`,
  });
  clients.push(client);
  return { client, name };
}

beforeAll(async () => {
  [api, restored, database] = await Promise.all([startApi(), startApi(), startTestDatabase()]);
  const profile = await hiringProfile('ranker');
  await api.call('POST', '/v1/systems', { body: profile });
  await api.work();
  const evidence = { of: 'event-logging', status: 'implemented' };
  await api.call('POST', `${SYSTEM}/evidence`, { body: evidence });
  await api.call('POST', `${SYSTEM}/gate`, { body: {} });
  await api.call('POST', '/v1/subscriptions', { body: { kind: 'calendar' } });
  await api.work();
  const { client, name } = await clientOf(api);
  await exportTable(client, name, FILE);
  const there = await clientOf(restored);
  await importTable(there.client, FILE, there.name);
}, 120_000);
afterAll(async () => {
  for (const client of clients) client.destroy();
  await Promise.all([api.close(), restored.close(), database.close()]);
});

describe('a table restored from its export', () => {
  const everything = [
    '/v1/systems',
    `${SYSTEM}/versions`,
    `${SYSTEM}/assessments`,
    `${SYSTEM}/findings?limit=1000`,
    `${SYSTEM}/declarations`,
    `${SYSTEM}/gate-runs`,
    `${SYSTEM}/events`,
    '/v1/events',
    '/v1/portfolio?by=control',
    '/v1/portfolio?by=owner',
    '/v1/portfolio/systems',
    '/v1/subscriptions',
    '/v1/runs',
  ];
  it.each(everything)('answers %s as the other does', async (path) => {
    const [one, other] = [await api.call('GET', path), await restored.call('GET', path)];
    expect(one.status).toBe(200);
    const plain = ({ json }: { json: object }) => ({ ...json, cursor: null });
    expect(plain(other)).toEqual(plain(one));
  });

  it('has whole histories, and nothing that is stale', async () => {
    const { json } = await restored.call('GET', `${SYSTEM}/verify`);
    expect(json).toMatchObject({ defects: [], different: [], notReproducible: [] });
    expect(json.reproduced).toBe(json.examined);
    const { run } = (await restored.call('POST', '/v1/runs')).json;
    await restored.work();
    expect((await restored.call('GET', `/v1/runs/${run}`)).json).toMatchObject({ found: 0 });
  }, 60_000);

  it('goes on as if nothing had happened', async () => {
    const body = { of: 'human-oversight', status: 'implemented' };
    expect((await restored.call('POST', `${SYSTEM}/evidence`, { body })).status).toBe(201);
    await restored.work();
    expect((await restored.call('GET', `${SYSTEM}/verify`)).json).toMatchObject({
      defects: [],
      different: [],
    });
  }, 60_000);
});

describe('an import', () => {
  const empty = async () => {
    const name = await database.createTable();
    const client = new DynamoDBClient({ endpoint: database.endpoint });
    clients.push(client);
    const systems = async () => {
      const table = new DynamoTable({ name, endpoint: database.endpoint });
      return (await listSystems(table, 'acme', { limit: 10 })).items.length;
    };
    return { client, name, systems };
  };

  it('is refused into a table that holds items, unless it goes on', async () => {
    const { client, name, systems } = await empty();
    const count = await importTable(client, FILE, name);
    expect(count).toBeGreaterThan(50);
    await expect(importTable(client, FILE, name)).rejects.toThrow('holds items already');
    expect(await importTable(client, FILE, name, true)).toBe(count);
    expect(await systems()).toBe(1);
  });

  it('writes nothing out of a file that is broken anywhere', async () => {
    const { client, name, systems } = await empty();
    const lines = gunzipSync(readFileSync(FILE)).toString().trimEnd().split('\n');
    const broken = join(DIR, 'broken.json.gz');
    writeFileSync(broken, gzipSync([...lines, '{"Item":1}'].join('\n')));
    await expect(importTable(client, broken, name)).rejects.toThrow(
      `${broken}:${lines.length + 1}: is no item`,
    );
    writeFileSync(broken, readFileSync(FILE));
    truncateSync(broken, readFileSync(FILE).length - 100);
    await expect(importTable(client, broken, name)).rejects.toThrow('unexpected end of file');
    await expect(importTable(client, join(DIR, 'none'), name)).rejects.toThrow('ENOENT');
    expect(await systems()).toBe(0);
  });
});
