import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextReadmePack, readmePack } from '../../scripts/readme-pack.ts';
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

const PACK = '/v1/packs/is-replies-act';
const REPLIES = {
  'places.affected-people': ['IS'],
  'interaction.direct': true,
  'interaction.obvious': false,
};
const FIRST = readmePack();
/** A version by which the notice is owed whether or not the reply is obvious. */
const STRICTER = nextReadmePack(
  '2.0.0',
  (rules) => rules.replace(/ {4}unless: .*\n/, ''),
  (scenarios) =>
    scenarios
      .replace('not-applicable', 'gap')
      .replace('undetermined', 'gap')
      .replace(/ {4}missing: .*\n/, ''),
);

async function tenant(name: string) {
  const token = await api.token({ 'custom:tenant': name });
  return {
    token,
    call: (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      api.call(method, path, { token, headers, ...(body !== undefined && { body }) }),
    register: async (id: string, facts: Record<string, unknown>) => {
      const profile = {
        ...(await hiringProfile(id)),
        facts: { roles: ['deployer'], ...facts },
        evidence: {},
      };
      await api.call('POST', '/v1/systems', { token, body: profile });
    },
  };
}
type Tenant = Awaited<ReturnType<typeof tenant>>;

async function publish({ call }: Tenant, files: Record<string, string>): Promise<string> {
  const { status, json } = await call('POST', `${PACK}/versions`, { files });
  expect(status, JSON.stringify(json)).toBe(201);
  return json.version.digest;
}

async function outcomes({ call }: Tenant, system: string): Promise<Record<string, string>> {
  const { json } = await call('GET', `/v1/systems/${system}/findings?pack=is-replies-act`);
  return Object.fromEntries(
    json.findings.map(({ rule, outcome }: { rule: string; outcome: string }) => [rule, outcome]),
  );
}

describe('a pack of an organisation', () => {
  it('is published, tried without effect, put in force, and taken back', async () => {
    const acme = await tenant('activating');
    await acme.register('hidden', REPLIES);
    await acme.register('obvious', { ...REPLIES, 'interaction.obvious': true });
    await acme.register('elsewhere', { 'places.affected-people': ['FR'], 'interaction.direct': true });
    const first = await publish(acme, FIRST);
    await api.work();
    expect((await acme.call('GET', PACK)).status).toBe(404);

    const activated = await acme.call('POST', `${PACK}/activation`, {
      digest: first,
      note: 'we reply in Iceland',
    });
    expect(activated.json.activation).toMatchObject({ sequence: 1, digest: first, by: 'counsel' });
    await api.work();
    const run = await acme.call('GET', `/v1/runs/${activated.json.run}`);
    expect(run.json).toMatchObject({ reason: 'activated', found: 3, done: 3, failed: 0 });
    expect(await outcomes(acme, 'hidden')).toMatchObject({ 'say-so': 'gap' });
    expect(await outcomes(acme, 'obvious')).toMatchObject({ 'say-so': 'not-applicable' });
    expect((await acme.call('GET', PACK)).json).toMatchObject({ id: 'is-replies-act', digest: first });

    const tried = await acme.call('POST', `${PACK}/versions?dryRun=true`, { files: STRICTER });
    expect(tried.json.impact).toMatchObject({ examined: 3, changed: 1, failed: [], cursor: null });
    expect(tried.json.impact.systems).toEqual([
      {
        system: 'obvious',
        changes: 1,
        findings: [{ rule: 'say-so', role: 'operator', before: 'not-applicable', after: 'gap' }],
      },
    ]);
    expect((await acme.call('GET', `${PACK}/versions`)).json.versions).toHaveLength(1);
    expect(await outcomes(acme, 'obvious')).toMatchObject({ 'say-so': 'not-applicable' });

    const second = await publish(acme, STRICTER);
    expect(second).toBe(tried.json.version.digest);
    const stricter = await acme.call('POST', `${PACK}/activation`, {
      digest: second,
      expected: first,
      note: 'stricter',
    });
    await api.work();
    // Whom the act does not reach the change does not concern: what was said of it is carried over.
    const sifted = await acme.call('GET', `/v1/runs/${stricter.json.run}`);
    expect(sifted.json).toMatchObject({ found: 2, done: 2, failed: 0 });
    const carried = await acme.call('GET', '/v1/systems/elsewhere/assessments?pack=is-replies-act');
    expect(carried.json.assessments).toMatchObject([{ packDigest: first }]);
    expect(await outcomes(acme, 'obvious')).toMatchObject({ 'say-so': 'gap' });
    expect(await outcomes(acme, 'hidden')).toMatchObject({ 'say-so': 'gap' });

    await acme.call('POST', `${PACK}/activation`, { digest: first, note: 'back' });
    await api.work();
    expect(await outcomes(acme, 'obvious')).toMatchObject({ 'say-so': 'not-applicable' });
    const { activations } = (await acme.call('GET', '/v1/activations')).json;
    expect(activations.map(({ digest }: { digest: string }) => digest)).toEqual([first, second, first]);
    expect((await acme.call('GET', `${PACK}/versions/${second}`)).json.manifest.version).toBe('2.0.0');
    const { json: differ } = await acme.call('GET', `${PACK}/versions/${second}/changes?from=${first}`);
    expect(differ).toMatchObject({ before: { digest: first }, after: { version: '2.0.0' } });
    expect(differ.changes.length).toBeGreaterThan(0);
    const same = await acme.call('GET', `${PACK}/versions/${second}/changes?from=${second}`);
    expect(same.json.changes).toEqual([]);

    await acme.call('POST', `${PACK}/activation`, { digest: null, note: 'no longer there' });
    expect((await acme.call('GET', PACK)).status).toBe(404);
    expect((await acme.call('GET', `${PACK}/versions`)).json.versions).toHaveLength(2);
  }, 120_000);

  it('keeps evidence for duties it leaves as they are, and reopens those it changes', async () => {
    const acme = await tenant('reopening');
    await acme.register('chat', REPLIES);
    const first = await publish(acme, FIRST);
    await acme.call('POST', `${PACK}/activation`, { digest: first, note: 'first' });
    const evidence = { of: 'is-replies-act/say-so', status: 'implemented' };
    await acme.call('POST', '/v1/systems/chat/evidence', evidence);
    await api.work();
    expect(await outcomes(acme, 'chat')).toMatchObject({ 'say-so': 'met' });

    const kept = nextReadmePack('1.1.0', (rules) =>
      rules.replace('title: Automated replies', 'title: Replies'),
    );
    await acme.call('POST', `${PACK}/activation`, { digest: await publish(acme, kept), note: 'worded anew' });
    await api.work();
    expect(await outcomes(acme, 'chat')).toMatchObject({ 'say-so': 'met' });

    await acme.call('POST', `${PACK}/activation`, {
      digest: await publish(acme, STRICTER),
      note: 'stricter',
    });
    await api.work();
    const { json } = await acme.call('GET', '/v1/systems/chat/findings?pack=is-replies-act');
    expect(json.findings).toMatchObject([{ rule: 'say-so', outcome: 'gap', reason: 'reopened' }]);
    expect((await acme.call('GET', '/v1/systems/chat/declared')).json.evidence).toMatchObject([
      { of: 'is-replies-act/say-so', reopened: ['is-replies-act/say-so'] },
    ]);
  }, 120_000);

  it('is another tenant’s business never', async () => {
    const [acme, other] = [await tenant('owner'), await tenant('stranger')];
    const digest = await publish(acme, FIRST);
    await acme.call('POST', `${PACK}/activation`, { digest, note: 'ours' });
    expect((await other.call('GET', PACK)).status).toBe(404);
    expect((await other.call('GET', `${PACK}/versions`)).status).toBe(404);
    expect((await other.call('GET', `${PACK}/versions/${digest}`)).status).toBe(404);
    expect((await other.call('POST', `${PACK}/activation`, { digest, note: 'mine' })).status).toBe(404);
    expect((await other.call('GET', '/v1/activations')).json.activations).toEqual([]);
    const packs = (await other.call('GET', '/v1/packs')).json.packs;
    expect(packs.map(({ id }: { id: string }) => id)).not.toContain('is-replies-act');
  });

  it('is activated by one of several who expect the same', async () => {
    const acme = await tenant('racing');
    const digest = await publish(acme, FIRST);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        acme.call('POST', `${PACK}/activation`, { digest, expected: null, note: 'first' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412]);
  });
});

describe('a pack that is wrong', () => {
  const broken = (file: string, from: string | RegExp, to: string) => ({
    ...FIRST,
    [file]: (FIRST[file] ?? '').replace(from, to),
  });

  it.each([
    ['what does not read', broken('rules.yaml', 'rules:', 'rules: ['), 'rules.yaml', /./],
    [
      'a fact there is not',
      broken('rules.yaml', 'interaction.direct', 'interaction.dirct'),
      'rules.yaml',
      /dirct/,
    ],
    [
      'a provision without an answer',
      broken('provisions.yaml', /.*Art\. 4.*\n/, ''),
      'provisions.yaml',
      /Art\. 4/,
    ],
    [
      'an expectation that does not come true',
      broken('scenarios/first.yaml', 'say-so: gap', 'say-so: met'),
      'scenarios/first.yaml',
      /gap, not met/,
    ],
    ['a change without a digest', broken('rules.yaml', 'severity: high', 'severity: low'), 'pack.yaml', /./],
  ])('is refused with file, line and column: %s', async (_, files, file, reason) => {
    const { status, json } = await api.call('POST', `${PACK}/versions`, { body: { files } });
    expect(status).toBe(400);
    const [error] = json.errors;
    expect(error.pointer).toBe(`/files/${file.replaceAll('/', '~1')}`);
    expect(error.reason + (error.hint ?? '')).toMatch(reason);
    expect(error.place).toMatchObject({ file, line: expect.any(Number), column: expect.any(Number) });
  });

  it('is refused under the id of a pack Jurismap brings, under another id, and with other files', async () => {
    const versions = (pack: string) => `/v1/packs/${pack}/versions`;
    const send = (pack: string, files: Record<string, string>) =>
      api.call('POST', versions(pack), { body: { files } });
    expect((await send('eu-ai-act', FIRST)).status).toBe(409);
    expect((await send('is-other-act', FIRST)).json.errors[0].reason).toMatch(/the path says/);
    expect((await send('is-replies-act', { ...FIRST, 'run.sh': 'rm' })).json.errors[0].pointer).toBe(
      '/files/run.sh',
    );
    expect((await send('is-replies-act', {})).json.errors[0].reason).toBe('is missing');
    expect((await send('is-replies-act', { ...FIRST, 'x.yaml': 'x'.repeat(2_000_000) })).status).toBe(413);
  });

  it('is refused with other content under a number that was published', async () => {
    const acme = await tenant('renumbering');
    const digest = await publish(acme, FIRST);
    expect(await publish(acme, FIRST)).toBe(digest);
    const same = nextReadmePack('1.0.0', (rules) => rules.replace('severity: high', 'severity: low'));
    const { status, json } = await acme.call('POST', `${PACK}/versions`, { files: same });
    expect([status, json.detail ?? json.errors]).toEqual([409, expect.stringMatching(/another content/)]);
  });

  it('is published by no engineer', async () => {
    const token = await api.token({ scope: 'jurismap/engineer' });
    expect((await api.call('POST', `${PACK}/versions`, { token, body: { files: FIRST } })).status).toBe(403);
  });
});
