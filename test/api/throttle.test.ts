import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, startApi } from './api.ts';

const MOST = 30;

let api: Api;
beforeAll(async () => {
  api = await startApi({ requestsPerTenant: MOST });
}, 60_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  await api.close();
});

/** Waits for the beginning of a span, so that all requests of a test fall into one. */
const nextSpan = () => new Promise((begin) => setTimeout(begin, 10_000 - (Date.now() % 10_000) + 50));

it('a tenant is told to wait when it has used what it has, and no other tenant is', async () => {
  // Functions that run already answer quickly enough.
  for (const path of ['/v1/systems', '/v1/facts', '/v1/portfolio']) await api.call('GET', path);
  await nextSpan();
  const paths = Array.from(
    { length: 3 * MOST },
    (_, i) => ['/v1/systems', '/v1/facts', '/v1/portfolio'][i % 3] ?? '',
  );
  const statuses: number[] = [];
  const refusals: (string | null)[] = [];
  for (const path of paths) {
    const { status, headers } = await api.call('GET', path);
    statuses.push(status);
    if (status === 429) refusals.push(headers.get('retry-after'));
  }
  const granted = statuses.filter((status) => status === 200).length;
  expect(granted).toBeGreaterThan(0);
  expect(granted).toBeLessThanOrEqual(MOST);
  expect(granted + refusals.length).toBe(statuses.length);
  for (const seconds of refusals) expect(Number(seconds)).toBeGreaterThan(0);
  const token = await api.token({ 'custom:tenant': 'other' });
  expect((await api.call('GET', '/v1/systems', { token })).status).toBe(200);
  await nextSpan();
  expect((await api.call('GET', '/v1/systems')).status).toBe(200);
}, 60_000);
