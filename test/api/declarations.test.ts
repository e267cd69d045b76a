import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextReadmePack } from '../../scripts/readme-pack.ts';
import { type Api, hiringProfile, startApi } from './api.ts';
import { inDays } from './days.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  await api.close();
});

const DAY = '2028-03-01';
const RULE = 'art-26-6-logs';
const DUTY = `eu-ai-act/${RULE}`;
const LOGS = { of: 'event-logging', status: 'implemented', owner: 'Platform team', collected: inDays(-3) };

/** A registered system of its own for a test. */
let systems = 0;
async function another(profile: Record<string, unknown> = {}): Promise<string> {
  const id = `system-${++systems}`;
  const { evidence: _, ...body } = await hiringProfile(id);
  const facts = { ...body.facts, roles: ['deployer'] };
  await api.call('POST', '/v1/systems', { body: { ...body, facts, ...profile } });
  return `/v1/systems/${id}`;
}

/** The finding for the duty to keep logs, after an assessment of what stands now. */
async function findingOf(system: string) {
  await api.call('POST', `${system}/assessments`, { body: { asOf: DAY, packs: ['eu-ai-act'] } });
  const { json } = await api.call('GET', `${system}/findings?pack=eu-ai-act&role=deployer`);
  return json.findings.find(({ rule }: { rule: string }) => rule === RULE);
}

describe('evidence', () => {
  it('counts from the next assessment on, and outlives the next profile', async () => {
    const system = await another();
    expect(await findingOf(system)).toMatchObject({ outcome: 'gap', reason: 'none-declared' });
    const { status, json } = await api.call('POST', `${system}/evidence`, { body: LOGS });
    expect(status).toBe(201);
    expect(json).toMatchObject({ sequence: 1, by: 'counsel', previous: null, declaration: { of: LOGS.of } });
    expect(Object.keys(json.declaration.evidence.ruleDigests)).toContain(DUTY);
    const counted = await findingOf(system);
    expect(counted).toMatchObject({ evidence: ['event-logging'] });
    expect(counted.outcome).not.toBe('gap');

    const { json: stored, headers } = await api.call('GET', system);
    const body = { ...stored.profile, system: { ...stored.profile.system, description: 'anew' } };
    const sent = { body, headers: { 'if-match': headers.get('etag') ?? '' } };
    expect((await api.call('PUT', system, sent)).status).toBe(200);
    expect(await findingOf(system)).toMatchObject({ outcome: counted.outcome, evidence: ['event-logging'] });
  });

  it('goes before what the profile says of the same control', async () => {
    const system = await another({ evidence: { 'event-logging': { status: 'planned' } } });
    expect(await findingOf(system)).toMatchObject({ outcome: 'gap', reason: 'planned' });
    await api.call('POST', `${system}/evidence`, { body: { ...LOGS, of: DUTY } });
    expect(await findingOf(system)).toMatchObject({ outcome: 'met', evidence: [DUTY] });
  });

  it.each([
    ['a control nobody knows', { of: 'event-loging' }, '/of', 'event-logging'],
    ['a rule no pack has', { of: 'eu-ai-act/art-26-6-log' }, '/of', 'art-26-6-logs'],
    ['a pack nobody knows', { of: 'eu-ai-atc/art-26-6-logs' }, '/of', 'eu-ai-act'],
    ['a rule that is no duty', { of: 'eu-ai-act/annex-iii-4-a' }, '/of', ''],
    ['a status there is not', { status: 'done' }, '/status', ''],
    ['a digest of its own', { ruleDigests: {} }, '/ruleDigests', ''],
  ])('for %s is refused', async (_, change, pointer, hint) => {
    const system = await another();
    const { status, json } = await api.call('POST', `${system}/evidence`, { body: { ...LOGS, ...change } });
    expect(status).toBe(400);
    expect(json.errors).toHaveLength(1);
    expect(json.errors[0]).toMatchObject({ in: 'body', pointer });
    expect(json.errors[0].hint ?? '').toContain(hint);
    expect((await api.call('GET', `${system}/declarations`)).json.entries).toEqual([]);
  });

  it('is entered once for an idempotency key', async () => {
    const system = await another();
    const sent = { body: LOGS, headers: { 'idempotency-key': 'logs-of-system' } };
    const [first, second] = [
      await api.call('POST', `${system}/evidence`, sent),
      await api.call('POST', `${system}/evidence`, sent),
    ];
    expect(second?.json).toEqual(first?.json);
    expect((await api.call('GET', `${system}/declarations`)).json.entries).toHaveLength(1);
  });
});

describe('a waiver', () => {
  const ask = { rule: DUTY, reason: 'logs are kept from next month on', expires: inDays(90) };
  const second = () => api.token({ sub: 'second counsel' });

  it('counts between the approval of a second person and its end', async () => {
    const system = await another();
    const { json: requested } = await api.call('POST', `${system}/waivers`, { body: ask });
    const waiver = `${system}/waivers/${requested.sequence}`;
    expect(requested.declaration.request.ruleDigest).toMatch(/^[0-9a-f]{64}$/);
    const today = async () => {
      const body = { packs: ['eu-ai-act'], asOf: inDays(0) };
      await api.call('POST', `${system}/assessments`, { body });
      const { json } = await api.call('GET', `${system}/findings?pack=eu-ai-act&role=deployer`);
      const found = json.findings.find(({ rule }: { rule: string }) => rule === RULE);
      return [found.outcome, found.readiness];
    };
    const before = await today();
    expect(before).not.toContain('waived');
    expect((await api.call('POST', `${waiver}/approval`)).json.detail).toMatch(/another person/);
    expect((await api.call('POST', `${waiver}/approval`, { token: await second() })).status).toBe(201);
    expect(await today()).toContain('waived');
    expect((await api.call('POST', `${waiver}/approval`, { token: await second() })).status).toBe(409);
    expect((await api.call('POST', `${waiver}/revocation`, { body: { reason: 'mended' } })).status).toBe(201);
    expect(await today()).toEqual(before);
    expect((await api.call('POST', `${waiver}/approval`, { token: await second() })).status).toBe(409);
    expect((await api.call('POST', `${waiver}/revocation`, { body: { reason: 'again' } })).status).toBe(409);
  });

  it('is approved once, however many try at the same time', async () => {
    const system = await another();
    const { json } = await api.call('POST', `${system}/waivers`, { body: ask });
    const token = await second();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        api.call('POST', `${system}/waivers/${json.sequence}/approval`, { token }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect((await api.call('GET', `${system}/declarations`)).json.entries).toHaveLength(2);
  });

  it('is approved by no engineer', async () => {
    const system = await another();
    const { json } = await api.call('POST', `${system}/waivers`, { body: ask });
    const token = await api.token({ sub: 'engineer', scope: 'jurismap/engineer' });
    const path = `${system}/waivers/${json.sequence}/approval`;
    expect((await api.call('POST', path, { token })).status).toBe(403);
  });

  it.each([
    ['of a prohibition', { rule: 'eu-ai-act/art-5-1-a-manipulation' }, '/rule'],
    ['that is over', { expires: inDays(-1) }, '/expires'],
    ['for years', { expires: inDays(400) }, '/expires'],
    ['without a reason', { reason: ' ' }, '/reason'],
    ['that names its own approver', { approver: 'me' }, '/approver'],
  ])('%s is refused', async (_, change, pointer) => {
    const system = await another();
    const { status, json } = await api.call('POST', `${system}/waivers`, { body: { ...ask, ...change } });
    expect([status, json.errors?.[0].pointer]).toEqual([400, pointer]);
  });

  it('that nobody asked for is not found', async () => {
    const system = await another();
    expect((await api.call('POST', `${system}/waivers/7/approval`)).status).toBe(404);
    const body = { reason: 'mended' };
    expect((await api.call('POST', `${system}/waivers/7/revocation`, { body })).status).toBe(404);
  });
});

describe('what is declared', () => {
  it('is told as it stands, with what of it counts', async () => {
    const inProfile = { rule: DUTY, reason: 'agreed', approver: 'the chief', expires: inDays(30) };
    const system = await another({
      evidence: { 'human-oversight': { status: 'implemented', expires: inDays(-1) } },
      waivers: [inProfile],
    });
    await api.call('POST', `${system}/evidence`, { body: LOGS });
    await api.call('POST', `${system}/owners`, { body: { owner: { name: 'Head of Risk' } } });
    await api.call('POST', `${system}/owners`, { body: { of: DUTY, owner: { name: 'Platform team' } } });
    await api.call('POST', `${system}/waivers`, { body: { ...inProfile, approver: undefined } });
    const { status, json } = await api.call('GET', `${system}/declared`);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      declared: 4,
      owner: { name: 'Head of Risk' },
      dutyOwners: { [DUTY]: { name: 'Platform team' } },
      evidence: [
        { of: 'event-logging', state: 'counts', reopened: [], declared: { by: 'counsel' } },
        { of: 'human-oversight', state: 'expired', declared: null },
      ],
      waivers: [
        { waiver: null, state: 'in-profile', approver: 'the chief' },
        { waiver: '4', state: 'requested', approver: null, requested: { by: 'counsel' } },
      ],
    });
    const { entries, cursor } = (await api.call('GET', `${system}/declarations?limit=3`)).json;
    expect(entries.map(({ sequence }: { sequence: number }) => sequence)).toEqual([4, 3, 2]);
    const rest = await api.call('GET', `${system}/declarations?limit=3&cursor=${cursor}`);
    expect(rest.json).toMatchObject({ entries: [{ sequence: 1 }], cursor: null });
  });

  it('about a duty of another kind, or a system that is not there, is refused', async () => {
    const system = await another();
    const owner = { name: 'Ann' };
    const { json } = await api.call('POST', `${system}/owners`, { body: { of: 'eu-ai-act/nothing', owner } });
    expect(json.errors[0].pointer).toBe('/of');
    expect((await api.call('POST', '/v1/systems/nowhere/owners', { body: { owner } })).status).toBe(404);
  });

  it('by monitoring shows what a duty asks to be measured', async () => {
    const acme = await api.token({ 'custom:tenant': 'measuring' });
    const call = (method: string, path: string, body?: unknown) =>
      api.call(method, path, { token: acme, ...(body !== undefined && { body }) });
    const asked = 'measured: [{ of: accuracy, cite: Art. 2, within: 30 days, atLeast: 0.9 }]';
    const files = nextReadmePack('2.0.0', (rules) =>
      rules.replace('severity: high', `severity: high\n    ${asked}`),
    );
    const { json } = await call('POST', '/v1/packs/is-replies-act/versions', { files });
    const { digest } = json.version;
    await call('POST', '/v1/packs/is-replies-act/activation', { digest, note: 'measured' });
    const facts = {
      roles: ['deployer'],
      'places.affected-people': ['IS'],
      'interaction.direct': true,
      'interaction.obvious': false,
    };
    await call('POST', '/v1/systems', { jurismap: 1, system: { id: 'replies', name: 'Replies' }, facts });
    const evidence = { of: 'is-replies-act/say-so', status: 'implemented' };
    await call('POST', '/v1/systems/replies/evidence', evidence);
    const state = async () => {
      await api.work();
      const { json: found } = await call('GET', '/v1/systems/replies/findings?pack=is-replies-act');
      const { outcome, reason } = found.findings[0];
      return { outcome, reason, next: found.assessments[0].nextChangeAt };
    };
    expect(await state()).toMatchObject({ outcome: 'partial', reason: 'not-measured' });
    const post = (value: number, collected = inDays(-1)) =>
      call('POST', '/v1/systems/replies/measurements', {
        name: 'accuracy',
        measurement: { figure: 'accuracy', value, collected },
      });
    await post(0.95, inDays(-31));
    expect(await state()).toMatchObject({ outcome: 'partial', reason: 'measured-too-long-ago' });
    await post(0.95);
    expect(await state()).toMatchObject({ outcome: 'met', next: inDays(30) });
    await post(0.85);
    expect(await state()).toMatchObject({ outcome: 'gap', reason: 'out-of-bounds' });
    const bad = {
      name: 'accuracy',
      measurement: { figure: 'accuracy', value: 'high', collected: inDays(-1) },
    };
    const refused = await call('POST', '/v1/systems/replies/measurements', bad);
    expect(refused.json.errors).toMatchObject([{ pointer: '/measurement/value' }]);
  }, 60_000);

  it('by monitoring replaces what it measured before', async () => {
    const system = await another();
    const table = (selected: number) => ({
      name: 'hires',
      measurement: {
        rate: 'selection',
        collected: inDays(-1),
        tables: [{ by: ['sex'], groups: [{ of: ['women'], assessed: 10, selected }] }],
      },
    });
    await api.call('POST', `${system}/measurements`, { body: table(3) });
    await api.call('POST', `${system}/measurements`, { body: table(4) });
    expect((await api.call('POST', `${system}/measurements`, { body: table(11) })).status).toBe(400);
    const { json } = await api.call('GET', `${system}/declared`);
    expect(json.measurements).toMatchObject([{ name: 'hires', posted: { by: 'counsel' } }]);
    expect((await api.call('GET', `${system}/declarations`)).json.entries).toHaveLength(2);
  });
});
