import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listFunctions } from './list-functions.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jurismap-operations-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function folder(name: string, files: Record<string, string>): Promise<void> {
  await mkdir(join(dir, name));
  for (const [file, text] of Object.entries(files)) await writeFile(join(dir, name, file), text);
}

const GOOD =
  "export const operation = { method: 'GET', path: '/v1/packs', scopes: ['a'], table: 'none', summary: 'x' };";

it('takes every folder with a handler, by name, and only what the cloud needs to know', async () => {
  await folder('list-packs', { 'operation.ts': GOOD, 'handler.ts': '' });
  await folder('get-pack', { 'operation.ts': GOOD.replace('packs', 'packs/{pack}'), 'handler.ts': '' });
  await folder('http', { 'operation.ts': 'export interface Operation {}' });
  expect((await listFunctions(dir)).operations).toEqual([
    {
      ...{ name: 'get-pack', method: 'GET', path: '/v1/packs/{pack}', scopes: ['a'], table: 'none' },
      entry: join(dir, 'get-pack', 'handler.ts'),
    },
    {
      ...{ name: 'list-packs', method: 'GET', path: '/v1/packs', scopes: ['a'], table: 'none' },
      entry: join(dir, 'list-packs', 'handler.ts'),
    },
  ]);
});

it('takes a folder with a job for a job', async () => {
  const job = { trigger: 'queue', table: 'read', memory: 128, timeout: 60 };
  await folder('work', { 'job.ts': `export const job = ${JSON.stringify(job)};`, 'handler.ts': '' });
  expect(await listFunctions(dir)).toEqual({
    operations: [],
    jobs: [{ ...job, name: 'work', entry: join(dir, 'work', 'handler.ts') }],
  });
});

it('refuses a handler without an operation', async () => {
  await folder('lost', { 'handler.ts': '' });
  await expect(listFunctions(dir)).rejects.toThrow('functions/lost: has handler.ts but no operation.ts');
});

it.each([
  ['export const other = 1;', /method/],
  [GOOD.replace("'GET'", "'TRACE'"), /method/],
  [GOOD.replace('/v1', '/v2'), /path/],
  [GOOD.replace("'none'", "'all'"), /table/],
  [GOOD.replace("'none'", "'none', timeout: 60"), /timeout/],
])('says what is wrong with an operation: %s', async (text, reason) => {
  await folder('bad', { 'operation.ts': text, 'handler.ts': '' });
  await expect(listFunctions(dir)).rejects.toThrow(reason);
});
