import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../test/store/database.ts';
import type { Answer } from './answer.ts';

let database: TestDatabase;
let once: typeof import('./once.ts').once;
beforeAll(async () => {
  database = await startTestDatabase();
  vi.stubEnv('DYNAMODB_ENDPOINT', database.endpoint);
  vi.stubEnv('TABLE_NAME', await database.createTable());
  ({ once } = await import('./once.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
});

const ANSWER: Answer = { status: 201, headers: { etag: '"1"' }, body: { done: true } };
const call = (key?: string) => ({
  identity: { tenant: 'acme', subject: 'ann' },
  header: key === undefined ? {} : { 'idempotency-key': key },
});

it('does what is asked each time without a key', async () => {
  const work = vi.fn(async () => ANSWER);
  await once(call(), ['x'], work);
  await once(call(), ['x'], work);
  expect(work).toHaveBeenCalledTimes(2);
});

it('does it once with a key, and answers the same', async () => {
  const work = vi.fn(async () => ANSWER);
  expect(await once(call('a'), ['x'], work)).toEqual(ANSWER);
  expect(await once(call('a'), ['x'], work)).toEqual({
    ...ANSWER,
    headers: { etag: '"1"', 'idempotency-replayed': 'true' },
  });
  expect(work).toHaveBeenCalledTimes(1);
});

it('does it again when it failed', async () => {
  const work = vi.fn(async () => ANSWER).mockRejectedValueOnce(new Error('boom'));
  await expect(once(call('b'), ['x'], work)).rejects.toThrow('boom');
  expect(await once(call('b'), ['x'], work)).toEqual(ANSWER);
});

it('makes a second caller wait until the first is answered, but not for ever', async () => {
  const started = Promise.withResolvers<void>();
  const first = Promise.withResolvers<Answer>();
  const pending = once(call('c'), ['x'], () => {
    started.resolve();
    return first.promise;
  });
  await started.promise;
  await expect(once(call('c'), ['x'], async () => ANSWER)).rejects.toThrow(/worked on/);

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
  const work = vi.fn(async () => ANSWER);
  expect(await once(call('c'), ['x'], work), 'the first one must have died').toEqual(ANSWER);
  vi.useRealTimers();
  first.resolve(ANSWER);
  expect(await pending).toEqual(ANSWER);
  expect(work).toHaveBeenCalledTimes(1);
});

it('does not repeat an answer to another request', async () => {
  await once(call('d'), ['x'], async () => ANSWER);
  await expect(once(call('d'), ['y'], async () => ANSWER)).rejects.toThrow(/another request/);
});
