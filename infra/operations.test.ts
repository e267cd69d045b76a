import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readOperations } from './operations.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jurismap-routes-'));
  await mkdir(join(dir, 'functions'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const routes = (...operations: unknown[]) =>
  writeFile(join(dir, 'functions', 'routes.json'), JSON.stringify(operations));
const OPERATION = { name: 'list-packs', method: 'GET', path: '/v1/packs', scopes: ['a'], table: 'none' };

it('reads what the build wrote', async () => {
  await routes(OPERATION, { ...OPERATION, name: 'open', scopes: [], public: true });
  expect(readOperations(dir)).toHaveLength(2);
});

it('refuses an operation that anybody could call without it saying so', async () => {
  await routes({ ...OPERATION, scopes: [] });
  expect(() => readOperations(dir)).toThrow('list-packs: names no scope');
});
