import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baselineOf, type SystemBaseline } from '../../engine/baseline.ts';
import { readProfile } from '../../engine/check-profile.ts';
import { GateSchema } from '../../engine/gate.ts';
import { DEFAULT_POLICY, type Policy } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import { reportOn, type SystemReport } from '../../engine/system-report.ts';
import { today } from '../../functions/http/now.ts';
import { rules } from '../../functions/http/rules.ts';
import { type Api, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  const started = await startApi();
  // What is evaluated here keeps the server, in this very process, from saying that it closes a connection.
  const call: Api['call'] = (method, path, sent) =>
    started.call(method, path, { ...sent, headers: { connection: 'close', ...sent?.headers } });
  api = { ...started, call };
}, 60_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  await api.close();
});

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const FILES = readdirSync(EXAMPLES).filter((file) => file.endsWith('.yaml'));
const AS_OF = '2028-03-01';
const ABOUT = {
  commit: '7f62724ba4d1c0f9e2a7',
  dirty: true,
  repository: 'https://git.example/acme/ranker',
  ref: 'refs/heads/main',
  run: 'https://ci.example/runs/17',
};

function profileIn(file: string): Profile {
  return readProfile(readFileSync(join(EXAMPLES, file)), file, rules.catalogue).profile;
}

/** What the command line says of a profile on this machine. */
function local(profile: Profile, policy?: Policy, baseline?: SystemBaseline, packs?: string[]): SystemReport {
  const chosen = rules.packs.filter(({ id }) => packs === undefined || packs.includes(id));
  return reportOn(profile, chosen, rules.catalogue, AS_OF, policy, baseline);
}

async function register(profile: Profile): Promise<{ path: string; etag: string }> {
  const path = `/v1/systems/${profile.system.id}`;
  const { headers } = await api.call('POST', '/v1/systems', { body: profile });
  return { path, etag: headers.get('etag') ?? '' };
}

/** A registered system of its own for a test. */
let systems = 0;
async function another() {
  const profile = profileIn('recruitment-ranker.yaml');
  const own = { ...profile, system: { ...profile.system, id: `system-${++systems}` } };
  return { profile: own, ...(await register(own)) };
}

const EU = { asOf: AS_OF, packs: ['eu-ai-act'] };

const POLICIES: Policy[] = [
  DEFAULT_POLICY,
  { failOn: [], allowUndetermined: false, requireScope: true },
  { failOn: [{ outcome: ['gap'], severity: 'high' }], allowUndetermined: true, requireScope: false },
  {
    failOn: [
      { jurisdiction: ['EU', 'US'] },
      { outcome: ['upcoming', 'waived'], force: ['binding', 'voluntary'] },
    ],
    allowUndetermined: false,
    requireScope: true,
  },
];

describe('a gate answers what the command line says', () => {
  const verdicts = new Set<string>();

  it.each(FILES.map((file, i) => ({ file, policy: [undefined, ...POLICIES][i % 5] })))(
    'of $file under the policy $policy',
    async ({ file, policy }) => {
      const profile = profileIn(file);
      const { path } = await register(profile);
      const { status, json } = await api.call('POST', `${path}/gate`, { body: { asOf: AS_OF, policy } });
      expect(status).toBe(201);
      const { run, ...report } = json;
      const expected = local(profile, policy);
      expect(report.gate).toEqual(expected.gate);
      // Not compared by `toBe`, which would print a megabyte.
      expect(JSON.stringify(report) === JSON.stringify(expected)).toBe(true);
      expect(run.gate).toEqual(report.gate);
      verdicts.add(report.gate.result);
    },
  );

  it('whatever that is', () =>
    expect([...verdicts].sort()).toEqual([...GateSchema.shape.result.options].sort()));

  it.each(POLICIES)('under the policy %j', async (policy) => {
    const profile = profileIn('first-draft.yaml');
    const body = { ...EU, policy };
    const { json } = await api.call('POST', `/v1/systems/${profile.system.id}/gate`, { body });
    expect(json.gate).toEqual(local(profile, policy, undefined, EU.packs).gate);
  });

  it('with a baseline', async () => {
    const { profile, path } = await another();
    const { roles: _, ...facts } = profile.facts;
    const before = local({ ...profile, facts });
    const baseline = baselineOf(before.asOf, before.assessments);
    const { json } = await api.call('POST', `${path}/gate`, { body: { asOf: AS_OF, baseline } });
    const { run, ...report } = json;
    expect(report).toEqual(local(profile, undefined, baseline));
    expect(report.gate.counts.known).toBeGreaterThan(0);
    expect((await api.call('GET', `${path}/gate-runs/${run.sequence}`)).json.baseline).toEqual(baseline);
  });

  it('with waivers', async () => {
    const { profile, path, etag } = await another();
    const gap = local(profile, undefined, undefined, EU.packs).assessments[0]?.findings.find(
      ({ outcome }) => outcome === 'gap',
    );
    const waivers = [
      { rule: `eu-ai-act/${gap?.rule}`, reason: 'Being built', approver: 'Counsel', expires: '2028-12-31' },
      { rule: 'eu-ai-act/no-such-rule', reason: 'Mistyped', approver: 'Counsel', expires: '2028-12-31' },
    ];
    const waived = { ...profile, waivers };
    await api.call('PUT', path, { body: waived, headers: { 'if-match': etag } });
    const { run: _, ...report } = (await api.call('POST', `${path}/gate`, { body: EU })).json;
    expect(report).toEqual(local(waived, undefined, undefined, EU.packs));
    expect(report.gate.counts.waived).toBeGreaterThan(0);
    expect(report.waivers.map(({ state }: { state: string }) => state)).toEqual(['counts', 'unmatched']);
  });

  it('today, under every pack, when nothing is said', async () => {
    const { path } = await another();
    const before = today();
    const { json } = await api.call('POST', `${path}/gate`);
    // Midnight may fall in between.
    expect([before, today()]).toContain(json.asOf);
    expect(json.assessments.length).toBe(rules.packs.length);
    expect(json.run).toMatchObject({ about: null, profileVersion: 1 });
  });
});

describe('a gate run', () => {
  it('is recorded with the commit, the verdict, and everything it rests on', async () => {
    const { path, profile } = await another();
    const policy = POLICIES[2];
    const answer = await api.call('POST', `${path}/gate`, { body: { ...EU, policy, about: ABOUT } });
    const { run, gate, assessments } = answer.json;
    expect(run).toMatchObject({
      system: profile.system.id,
      sequence: 1,
      profileVersion: 1,
      profileDigest: assessments[0].profileDigest,
      asOf: AS_OF,
      about: ABOUT,
      gate,
      by: 'counsel',
      previous: null,
    });
    expect(answer.headers.get('location')).toBe(`${path}/gate-runs/1`);
    const read = await api.call('GET', `${path}/gate-runs/1`);
    expect(read.json).toEqual({ ...run, policy, baseline: null });
    const [{ pack, sequence, record }] = run.assessments;
    const judged = (await api.call('GET', `${path}/assessments/${pack}/${sequence}`)).json;
    expect(judged).toMatchObject({ ...assessments[0], record });
    expect((await api.call('GET', path)).json.profileDigest).toBe(run.profileDigest);
  });

  it('is recorded each time, and stores no assessment twice', async () => {
    const { path } = await another();
    for (const commit of ['aaaaaaa', 'bbbbbbb', 'bbbbbbb']) {
      await api.call('POST', `${path}/gate`, { body: { ...EU, about: { commit } } });
    }
    const { runs } = (await api.call('GET', `${path}/gate-runs`)).json;
    expect(runs.map((run: { about: { commit: string } }) => run.about.commit)).toEqual([
      'bbbbbbb',
      'bbbbbbb',
      'aaaaaaa',
    ]);
    expect(runs[0].previous).toBe(runs[1].record);
    const history = (await api.call('GET', `${path}/assessments?pack=eu-ai-act`)).json.assessments;
    expect(history).toHaveLength(1);
    const assessed = await api.call('POST', `${path}/assessments`, { body: EU });
    expect(assessed.json.assessments[0].record).toBe(history[0].record);
  });

  it('is found page by page, by auditors too, and by nobody else', async () => {
    const { path } = await another();
    for (const commit of ['aaaaaaa', 'bbbbbbb', 'ccccccc']) {
      await api.call('POST', `${path}/gate`, { body: { ...EU, about: { commit } } });
    }
    const token = await api.token({ scope: 'jurismap/auditor' });
    const first = (await api.call('GET', `${path}/gate-runs?limit=2`, { token })).json;
    const rest = `${path}/gate-runs?limit=2&cursor=${encodeURIComponent(first.cursor)}`;
    const second = (await api.call('GET', rest, { token })).json;
    expect(
      [first, second].map(({ runs }) => runs.map(({ sequence }: { sequence: number }) => sequence)),
    ).toEqual([[3, 2], [1]]);
    expect(second.cursor).toBeNull();
    const other = await api.token({ 'custom:tenant': 'other' });
    for (const place of [`${path}/gate-runs`, `${path}/gate-runs/1`]) {
      expect(await api.call('GET', place, { token: other })).toMatchObject({ status: 404 });
    }
    expect(await api.call('GET', `${path}/gate-runs/4`)).toMatchObject({ status: 404 });
    expect(await api.call('POST', `${path}/gate`, { token, body: EU })).toMatchObject({ status: 403 });
  });
});

describe('If-Match', () => {
  it('gates the version the caller means, or none', async () => {
    const { path, profile, etag } = await another();
    const sent = { body: EU, headers: { 'if-match': etag } };
    expect(await api.call('POST', `${path}/gate`, sent)).toMatchObject({ status: 201 });
    const body = { ...profile, system: { ...profile.system, name: 'Another' } };
    const updated = await api.call('PUT', path, { body, headers: { 'if-match': etag } });
    const refused = await api.call('POST', `${path}/gate`, sent);
    expect(refused).toMatchObject({ status: 412, json: { type: 'urn:jurismap:problem:stale' } });
    expect(refused.headers.get('etag')).toBe(updated.headers.get('etag'));
    expect((await api.call('GET', `${path}/gate-runs`)).json.runs).toHaveLength(1);
  });
});

describe('Idempotency-Key', () => {
  it('records one run however often, and however concurrently, a request is sent', async () => {
    const { path } = await another();
    const sent = { body: { ...EU, about: ABOUT }, headers: { 'idempotency-key': `gate-${path}` } };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => api.call('POST', `${path}/gate`, sent)),
    );
    for (const { status } of answers) expect([201, 409]).toContain(status);
    const again = await api.call('POST', `${path}/gate`, sent);
    const first = answers.find(({ status }) => status === 201);
    expect(again.json).toEqual(first?.json);
    expect(again.headers.get('location')).toBe(`${path}/gate-runs/1`);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await api.call('GET', `${path}/gate-runs`)).json.runs).toHaveLength(1);
  });

  it('keeps the answer about a system of which almost nothing is known, under every pack', async () => {
    const profile = profileIn('first-draft.yaml');
    const path = `/v1/systems/${profile.system.id}/gate`;
    const sent = { body: { asOf: AS_OF }, headers: { 'idempotency-key': 'large' } };
    const first = await api.call('POST', path, sent);
    const second = await api.call('POST', path, sent);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.json).toEqual(first.json);
  });

  it('refuses another request, also one that means another version', async () => {
    const { path, etag } = await another();
    const headers = { 'idempotency-key': `other-${path}` };
    await api.call('POST', `${path}/gate`, { body: EU, headers });
    for (const sent of [
      { body: { ...EU, about: ABOUT }, headers },
      { body: EU, headers: { ...headers, 'if-match': etag } },
    ]) {
      expect(await api.call('POST', `${path}/gate`, sent)).toMatchObject({ status: 422 });
    }
  });
});

describe('bad input', () => {
  const about = (more: object) => ({ about: { ...ABOUT, ...more } });
  it.each([
    [about({ commit: 'HEAD' }), '/about/commit', /hexadecimal/],
    [about({ commit: 'abc' }), '/about/commit', /hexadecimal/],
    [about({ commit: 'a'.repeat(65) }), '/about/commit', /hexadecimal/],
    [{ about: { ref: 'main' } }, '/about/commit', /missing/],
    [about({ ref: 'a\nb' }), '/about/ref', /control character/],
    [about({ ref: 'x'.repeat(256) }), '/about/ref', /./],
    [about({ repository: 'x'.repeat(501) }), '/about/repository', /./],
    [about({ run: 'javascript:alert(1)' }), '/about/run', /URL/],
    [about({ run: `https://ci.example/${'x'.repeat(2000)}` }), '/about/run', /./],
    [about({ token: 'x' }), '/about/token', /not known/],
    [{ asOf: '2027-02-30' }, '/asOf', /not a day/],
    [{ packs: ['eu-ai-atc'] }, '/packs/0', /no pack/],
    [
      { policy: { failOn: [{ jurisdiction: ['XX'] }] } },
      '/policy/failOn/0/jurisdiction/0',
      /neither a place/,
    ],
    [{ policy: { failOn: [{ control: ['nope'] }] } }, '/policy/failOn/0/control/0', /no control is called/],
    [{ policy: { failOn: [{ outcome: ['prohibited'] }] } }, '/policy/failOn/0/outcome/0', /possible values/],
    [{ policy: { allowGaps: true } }, '/policy/allowGaps', /not known/],
    [{ baseline: { asOf: AS_OF, packs: { a: {} } } }, '/baseline/packs/a/version', /missing/],
  ])('%j', async (body, pointer, reason) => {
    const { status, json } = await api.call('POST', '/v1/systems/recruitment-ranker/gate', { body });
    expect({ status, errors: json.errors }).toMatchObject({
      status: 400,
      errors: expect.arrayContaining([
        expect.objectContaining({ in: 'body', pointer, reason: expect.stringMatching(reason) }),
      ]),
    });
  });

  it('is a body of more than a megabyte; a large baseline is none', async () => {
    const finding = { outcome: 'gap', ruleDigest: 'd'.repeat(64) };
    const pack = {
      ...{ version: '1.0.0', packDigest: 'd', profileDigest: 'd', catalogueDigest: 'd', engine: '1' },
      findings: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`rule-${i}@deployer`, finding])),
    };
    const baseline = (packs: number) => ({
      asOf: AS_OF,
      packs: Object.fromEntries(Array.from({ length: packs }, (_, i) => [`pack-${i}`, pack])),
    });
    const { path } = await another();
    const gate = (packs: number) =>
      api.call('POST', `${path}/gate`, { body: { ...EU, baseline: baseline(packs) } });
    expect(await gate(15)).toMatchObject({ status: 201 });
    expect(await gate(40)).toMatchObject({ status: 413 });
  });

  it('is a system nobody registered', async () => {
    expect(await api.call('POST', '/v1/systems/nobody/gate', { body: EU })).toMatchObject({ status: 404 });
    expect(await api.call('GET', '/v1/systems/nobody/gate-runs')).toMatchObject({ status: 404 });
    expect(await api.call('GET', '/v1/systems/nobody/gate-runs/1')).toMatchObject({ status: 404 });
  });
});
