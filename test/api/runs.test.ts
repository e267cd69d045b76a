import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, hiringProfile, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  expect(api.deadLetters()).toEqual([]);
  await api.close();
});

const DUTY = 'art-26-6-logs';

async function heads(system: string) {
  return (await api.call('GET', `/v1/systems/${system}/assessments`)).json.assessments;
}

async function run() {
  const { status, json } = await api.call('POST', '/v1/runs', { token: await api.token() });
  expect(status).toBe(201);
  await api.work();
  return (await api.call('GET', `/v1/runs/${json.run}`)).json;
}

describe('what nobody asks for', () => {
  it('is an assessment of a new system under every pack', async () => {
    await api.call('POST', '/v1/systems', { body: await hiringProfile('fresh') });
    expect(await heads('fresh')).toEqual([]);
    await api.work();
    const { json } = await api.call('GET', '/v1/packs');
    const made = await heads('fresh');
    expect(made).toHaveLength(json.packs.length);
    expect(new Set(made.map(({ by }: { by: string }) => by))).toEqual(new Set(['jurismap:re-evaluation']));
  }, 60_000);

  it('is another assessment of what a declaration changes, and of nothing else', async () => {
    const profile = await hiringProfile('declaring');
    const body = { ...profile, evidence: {}, facts: { ...profile.facts, roles: ['deployer'] } };
    await api.call('POST', '/v1/systems', { body });
    await api.work();
    const before = await heads('declaring');
    const evidence = { of: `eu-ai-act/${DUTY}`, status: 'implemented' };
    await api.call('POST', '/v1/systems/declaring/evidence', { body: evidence });
    await api.work();
    const after = await heads('declaring');
    expect(after.map(({ sequence }: { sequence: number }) => sequence)).toEqual(before.map(() => 2));
    const { json } = await api.call('GET', '/v1/systems/declaring/findings?pack=eu-ai-act&role=deployer');
    const found = json.findings.find(({ rule }: { rule: string }) => rule === DUTY);
    expect([found.outcome, found.readiness]).toContain('met');
    await api.work();
    expect(await heads('declaring')).toEqual(after);
  }, 60_000);
});

describe('a run', () => {
  it('says what it found, and leaves what is fresh alone', async () => {
    const first = await run();
    expect(first).toMatchObject({ reason: 'requested', by: 'counsel', failed: 0, failures: [] });
    expect(first.foundAt).not.toBeNull();
    expect(await run()).toMatchObject({ found: 0, done: 0 });
    const { runs, cursor } = (await api.call('GET', '/v1/runs?limit=1')).json;
    expect(runs).toHaveLength(1);
    const { json } = await api.call('GET', `/v1/runs?limit=1&cursor=${cursor}`);
    expect(json.runs[0].run).toBe(first.run);
  }, 60_000);

  it('is the same for the same idempotency key', async () => {
    const headers = { 'idempotency-key': 'nightly' };
    const [one, two] = [
      await api.call('POST', '/v1/runs', { headers }),
      await api.call('POST', '/v1/runs', { headers }),
    ];
    expect(two?.json).toEqual(one?.json);
    await api.work();
  });

  it('is started by those who answer for a tenant, and seen by nobody else', async () => {
    const engineer = await api.token({ scope: 'jurismap/engineer' });
    expect((await api.call('POST', '/v1/runs', { token: engineer })).status).toBe(403);
    const { run: id } = await run();
    const token = await api.token({ 'custom:tenant': 'other' });
    expect((await api.call('GET', `/v1/runs/${id}`, { token })).status).toBe(404);
    expect((await api.call('GET', '/v1/runs', { token })).json.runs).toEqual([]);
    expect((await api.call('GET', '/v1/runs/nothing')).status).toBe(400);
  });
});
