import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { CHECK_FORMATS } from '../../cli/reporters/reporter.ts';
import { listen, stop } from '../../local/listen.ts';
import { type LocalServer, startLocal } from '../../local/server.ts';
import { type Fault, type FaultyProxy, type Passing, startProxy } from './faulty-proxy.ts';
import { type Ended, FIXTURES, jurismap, jurismapWith } from './jurismap.ts';

// Each call starts a process, and the functions behind the API start when they are first called.
vi.setConfig({ testTimeout: 120_000 });

const ROOT = join(import.meta.dirname, '..', '..');
const EXAMPLES = join(ROOT, 'examples');
const COMMIT = 'c0ffee254729296a45a3885639ac7e10f9d54979';
const AS_OF = ['--as-of', '2026-11-22'];
const EU = [...AS_OF, '--packs', 'eu-ai-act'];

let server: LocalServer;
let proxy: FaultyProxy;
const failures: string[] = [];
beforeAll(async () => {
  server = await startLocal({
    port: 0,
    buildDir: join(ROOT, 'build'),
    report: (error) => failures.push(String(error)),
  });
  proxy = await startProxy(server.url);
});
afterAll(async () => {
  proxy?.close();
  await server?.close();
});

/** A tenant of its own for each test. */
let tenants = 0;
let token: string;
let claims: Record<string, unknown>;
beforeEach(async () => {
  claims = { sub: 'pipeline', scope: 'jurismap/engineer', 'custom:tenant': `tenant-${++tenants}` };
  token = await server.token(claims);
  proxy.seen = [];
  proxy.fault = () => undefined;
});

/** A check by the deployed Jurismap behind the proxy, in a pipeline that has a token. */
function remote(
  args: string[],
  environment: Record<string, string> = { JURISMAP_TOKEN: token },
): Promise<Ended> {
  return jurismapWith({ GITHUB_SHA: COMMIT, ...environment }, 'check', ...args, '--api', proxy.url);
}

const RunSchema = z.object({
  sequence: z.int(),
  profileVersion: z.int(),
  about: z.object({ commit: z.string(), run: z.string().optional() }).nullable(),
  gate: z.object({ exitCode: z.int() }),
  by: z.string(),
});

/** What is recorded of a system, the newest first. */
async function runsOf(system: string): Promise<z.infer<typeof RunSchema>[]> {
  const { runs } = await answer(
    'GET',
    `/v1/systems/${system}/gate-runs`,
    z.object({ runs: z.array(RunSchema) }),
  );
  return runs;
}

async function versionsOf(system: string): Promise<number> {
  const schema = z.object({ versions: z.array(z.unknown()) });
  return (await answer('GET', `/v1/systems/${system}/versions`, schema)).versions.length;
}

async function answer<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
  const response = await fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': '*' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return schema.parse(await response.json());
}

function temporary(text: string, name = 'profile.yaml'): string {
  const file = join(mkdtempSync(join(tmpdir(), 'jurismap-')), name);
  writeFileSync(file, text);
  return file;
}

const GAP = readFileSync(join(FIXTURES, 'gap.yaml'), 'utf8');
const gapCalled = (name: string): string => temporary(GAP.replace('Parking chatbot', name));
const WAIVERS = `jurismap-waivers: 1
waivers:
  - systems: [parking-chatbot]
    rule: eu-ai-act/art-4-1-literacy
    reason: The course is being written
    approver: Counsel
    expires: 2027-01-31
`;

describe('a deployed Jurismap says what the command says by itself', () => {
  const example = (name: string): string => join(EXAMPLES, `${name}.yaml`);
  it.each<[string, () => string[], number]>([
    ['what passes', () => ['pass.yaml', ...EU], 0],
    ['a gap', () => ['gap.yaml', ...EU], 1],
    ['what is undetermined', () => ['undetermined.yaml', ...EU], 3],
    ['what is undetermined and allowed', () => ['undetermined.yaml', ...EU, '--allow-undetermined'], 0],
    ['a prohibited practice', () => ['prohibited.yaml', ...EU], 4],
    ['nothing in scope where something must be', () => ['pass.yaml', ...EU, '--require-scope'], 1],
    ['every pack', () => [example('recruitment-ranker'), ...AS_OF], 1],
    ['another day', () => [example('hospital-triage'), '--as-of', '2028-09-01'], 1],
    ['a policy', () => [example('bank-credit-scorer'), ...AS_OF, '--fail-on', 'gap,severity=critical'], 0],
    ['another policy', () => ['gap.yaml', ...EU, '--fail-on', 'none'], 0],
    ['waivers', () => ['gap.yaml', ...EU, '--allow-undetermined', '--waivers', temporary(WAIVERS)], 0],
    ['several systems', () => ['gap.yaml', 'pass.yaml', 'undetermined.yaml', ...EU], 1],
  ])('of %s', async (_, args, code) => {
    const call = [...args(), '--format', 'json'];
    const there = await remote(call);
    const here = await jurismap('check', ...call);
    expect({ code: there.code, stdout: there.stdout === here.stdout }).toEqual({ code, stdout: true });
    expect(here.code).toBe(code);
  });

  it('beside a baseline', async () => {
    const baseline = temporary('', 'baseline.json');
    await jurismap('check', 'gap.yaml', ...EU, '--format', 'baseline', '--output', baseline);
    const call = ['gap.yaml', ...EU, '--baseline', baseline, '--format', 'json'];
    const there = await remote(call);
    expect(there).toMatchObject({ code: 0, stdout: (await jurismap('check', ...call)).stdout });
    expect(JSON.parse(there.stdout).gate.counts.known).toBeGreaterThan(0);
  });

  it('in every format', async () => {
    const formats = CHECK_FORMATS.filter((format) => format !== 'table');
    const reports = async (check: (args: string[]) => Promise<Ended>): Promise<string[]> => {
      const folder = mkdtempSync(join(tmpdir(), 'jurismap-'));
      const files = formats.map((format) => join(folder, format));
      const wanted = formats.flatMap((format, i) => ['--report', `${format}=${files[i]}`]);
      const { stdout } = await check(['gap.yaml', ...EU, ...wanted]);
      return [stdout, ...files.map((file) => readFileSync(file, 'utf8'))];
    };
    const there = await reports(remote);
    expect(there).toEqual(await reports((args) => jurismap('check', ...args)));
    expect(there.every((report) => report.length > 100)).toBe(true);
  });
});

describe('what was done', () => {
  const done = (version: number, run: number): string =>
    `parking-chatbot: version ${version} gated; 1 assessment recorded for commit ${COMMIT} at ${proxy.url}/v1/systems/parking-chatbot/gate-runs/${run}\n`;

  it('is said, and recorded with the commit', async () => {
    const first = await remote(['gap.yaml', ...EU]);
    expect(first.stderr).toBe(`parking-chatbot: registered as version 1\n${done(1, 1)}`);
    expect((await remote(['gap.yaml', ...EU])).stderr).toBe(done(1, 2));
    const third = await remote([gapCalled('Chatbot'), ...EU]);
    expect(third.stderr).toBe(`parking-chatbot: stored as version 2\n${done(2, 3)}`);
    expect(await runsOf('parking-chatbot')).toMatchObject(
      [2, 1, 1].map((profileVersion, i) => ({
        sequence: 3 - i,
        profileVersion,
        about: { commit: COMMIT },
        gate: { exitCode: 1 },
        by: 'pipeline',
      })),
    );
  });

  it('is about the commit that is named, or said to be about none', async () => {
    const named = await remote(['gap.yaml', ...EU, '--commit', 'ABCDEF0']);
    expect(named.stderr).toContain('recorded for commit abcdef0 at');
    const none = await remote([gapCalled('Chatbot'), ...EU], {
      JURISMAP_TOKEN: token,
      GITHUB_SHA: '',
      PATH: '',
    });
    expect(none.stderr).toContain('recorded for no commit at');
    expect(none.stderr).toContain('(name it by --commit)');
    expect((await runsOf('parking-chatbot')).map(({ about }) => about?.commit)).toEqual([
      undefined,
      'abcdef0',
    ]);
  });

  it('is one gate run for each run of a pipeline', async () => {
    const pipeline = (job: number) => ({
      JURISMAP_TOKEN: token,
      GITHUB_SHA: '',
      CI_COMMIT_SHA: COMMIT,
      CI_JOB_URL: `https://ci.example/jobs/${job}`,
    });
    await remote(['gap.yaml', ...EU], pipeline(1));
    const again = await remote(['gap.yaml', ...EU], pipeline(1));
    expect(again.stderr).toContain('1 assessment had been recorded before for commit');
    await remote(['gap.yaml', ...EU], pipeline(2));
    expect((await runsOf('parking-chatbot')).map(({ about }) => about?.run)).toEqual([
      'https://ci.example/jobs/2',
      'https://ci.example/jobs/1',
    ]);
  });
});

describe('whatever goes wrong on the way', () => {
  const FAULTS: Fault[] = [
    'lost',
    'lost-answer',
    { status: 503 },
    { status: 429, headers: { 'retry-after': '1' } },
  ];
  const CALLS = [
    'GET /v1/systems/parking-chatbot',
    'PUT /v1/systems/parking-chatbot',
    'POST /v1/systems/parking-chatbot/gate',
  ];

  it.each(FAULTS.flatMap((fault) => CALLS.map((call) => ({ fault, call }))))(
    '$fault at $call: it is asked again, and recorded once',
    async ({ fault, call }) => {
      await answer('POST', '/v1/systems', z.unknown(), parse(GAP.replace('Parking chatbot', 'Earlier')));
      proxy.fault = (passing) => (passing.call === call && passing.count === 1 ? fault : undefined);
      const ended = await remote(['gap.yaml', ...EU, '--format', 'json']);
      expect({ code: ended.code, gate: JSON.parse(ended.stdout).gate.result }).toEqual({
        code: 1,
        gate: 'gap',
      });
      expect(ended.stderr).toMatch(
        /note: the Jurismap at .* (cannot be reached|answers \d+).*; asking again in/,
      );
      expect(proxy.seen.filter((passing) => passing.call === call).length).toBeGreaterThan(1);
      expect(await runsOf('parking-chatbot')).toHaveLength(1);
      expect(await versionsOf('parking-chatbot')).toBe(2);
    },
  );

  it.each(FAULTS)('%j at the registration: the system is registered once', async (fault) => {
    proxy.fault = ({ call, count }) => (call === 'POST /v1/systems' && count === 1 ? fault : undefined);
    const { code, stderr } = await remote(['gap.yaml', ...EU]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('registered as version 1') });
    expect(await versionsOf('parking-chatbot')).toBe(1);
    const keys = proxy.seen
      .filter(({ call }) => call === 'POST /v1/systems')
      .map((one) => one.idempotencyKey);
    expect(new Set(keys).size).toBe(1);
  });

  it('it waits for what is still at work, and records it once', async () => {
    // Almost nothing is known of this system, so that every rule is open and takes its time.
    const call = [join(EXAMPLES, 'first-draft.yaml'), ...AS_OF, '--format', 'json'];
    proxy.fault = (passing) =>
      passing.call.endsWith('/gate') && passing.count === 1 ? 'lost-meanwhile' : undefined;
    const ended = await remote(call);
    expect({ code: ended.code, result: JSON.parse(ended.stdout).gate.result }).toEqual({
      code: 3,
      result: 'undetermined',
    });
    expect(await runsOf('first-draft')).toHaveLength(1);
  });

  it('it gates its own profile when somebody else changes the system in between', async () => {
    const changed = parse(GAP.replace('Parking chatbot', 'Theirs'));
    proxy.fault = async ({ call, count }) => {
      if (call.endsWith('/gate') && count === 1)
        await answer('PUT', '/v1/systems/parking-chatbot', z.unknown(), changed);
      return undefined;
    };
    const { code, stderr } = await remote(['gap.yaml', ...EU]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'note: "parking-chatbot" was changed by somebody else at the same time; asking again',
    );
    expect(stderr).toContain('stored as version 3');
    expect(await runsOf('parking-chatbot')).toMatchObject([{ sequence: 1, profileVersion: 3 }]);
    const stored = await answer('GET', '/v1/systems/parking-chatbot', z.object({ name: z.string() }));
    expect(stored.name).toBe('Parking chatbot');
  });

  it('it registers what somebody else registers at the same time once', async () => {
    proxy.fault = async ({ call, count }) => {
      if (call === 'POST /v1/systems' && count === 1)
        await answer('POST', '/v1/systems', z.unknown(), parse(GAP.replace('Parking chatbot', 'Theirs')));
      return undefined;
    };
    expect((await remote(['gap.yaml', ...EU])).stderr).toContain('stored as version 2');
    expect(await runsOf('parking-chatbot')).toMatchObject([{ profileVersion: 2 }]);
  });

  it.each<[string, (passing: Passing) => Fault | undefined]>([
    ['never answers', () => 'lost'],
    ['is always busy', () => ({ status: 503 })],
    ['asks to wait for long', () => ({ status: 429, headers: { 'retry-after': '3600' } })],
    [
      'is busy when it comes to the gate',
      ({ call }) => (call.endsWith('/gate') ? { status: 500 } : undefined),
    ],
    ['says something else', () => ({ status: 200, body: '{"gate":{"exitCode":0}}' })],
    ['says nothing', () => ({ status: 200 })],
    [
      'says yes to the gate',
      ({ call }) =>
        call.endsWith('/gate') ? { status: 201, body: '{"gate":{"result":"pass"}}' } : undefined,
    ],
    ['speaks of something nobody knows', () => ({ status: 418 })],
  ])('a Jurismap that %s fails with 5 and gives no result', async (_, fault) => {
    proxy.fault = fault;
    const { code, stdout, stderr } = await remote(['gap.yaml', ...EU, '--retry-for', '2']);
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toMatch(/error: the Jurismap at 127\.0\.0\.1:\d+ /);
    expect(stderr).not.toMatch(/Please report|\n {4}at /);
  });

  it('an answer about another profile, day or commit fails with 5', async () => {
    await remote(['pass.yaml', ...EU]);
    const asked = { asOf: '2026-11-22', packs: ['eu-ai-act'], about: { commit: COMMIT } };
    for (const body of [
      { ...asked, asOf: '2026-11-23' },
      { ...asked, about: { commit: 'abcdef0' } },
      asked,
    ]) {
      const passing = await answer('POST', '/v1/systems/drone-eye/gate', z.unknown(), body).then(
        JSON.stringify,
      );
      proxy.fault = ({ call }) => (call.endsWith('/gate') ? { status: 201, body: passing } : undefined);
      const { code, stdout, stderr } = await remote(['gap.yaml', ...EU]);
      expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
      expect(stderr).toContain('about something else');
    }
  });
});

describe('the wrong call', () => {
  it('asks nothing unless every file reads', async () => {
    const { code, stdout, stderr } = await remote(['gap.yaml', 'wrong.yaml', ...EU]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('wrong.yaml:4:3');
    expect(proxy.seen).toEqual([]);
  });

  it('is about one system twice', async () => {
    const { code, stderr } = await remote(['gap.yaml', gapCalled('Another'), ...EU]);
    expect(code).toBe(2);
    expect(stderr).toContain('are both about "parking-chatbot"');
    expect(proxy.seen).toEqual([]);
  });

  it.each<[string, () => string[], string]>([
    ['plain http', () => ['--api', 'http://jurismap.example'], 'only https'],
    ['no Jurismap', () => ['--api', `${proxy.url}/elsewhere`], 'there is no Jurismap at'],
    ['a pack nobody knows', () => ['--packs', 'eu-ai-act,eu-ai-akt'], 'no pack is called "eu-ai-akt"'],
    ['no commit', () => ['--commit', 'main'], 'no commit'],
  ])('names %s', async (_, args, reason) => {
    const { code, stdout, stderr } = await jurismapWith(
      { JURISMAP_TOKEN: token, GITHUB_SHA: COMMIT },
      ...['check', 'gap.yaml', '--api', proxy.url, ...args()],
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  it('names a commit and nobody to record it', async () => {
    const { code, stderr } = await jurismap('check', 'gap.yaml', '--commit', COMMIT);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('name one by --api') });
  });

  it('names what only points elsewhere; nothing is sent there', async () => {
    let reached = 0;
    const elsewhere = createServer((_, response) => {
      reached++;
      response.end();
    });
    const location = await listen(elsewhere, 0);
    proxy.fault = () => ({ status: 307, headers: { location } });
    const { code, stderr } = await remote(['gap.yaml', ...EU]);
    stop(elsewhere);
    expect({ code, reached }).toEqual({ code: 2, reached: 0 });
    expect(stderr).toContain(`points to another place: ${location}`);
  });

  it('brings a profile the deployed Jurismap does not know to read: it is told where', async () => {
    const error = {
      in: 'body',
      pointer: '/facts/interaction.direct',
      reason: 'no such fact',
      hint: 'leave it out',
    };
    const problem = { type: 'urn:jurismap:problem:invalid-request', title: 'Not valid', status: 400 };
    const body = JSON.stringify({ ...problem, instance: '/', requestId: '1', errors: [error] });
    proxy.fault = ({ call }) => (call === 'POST /v1/systems' ? { status: 400, body } : undefined);
    const { code, stderr } = await remote(['gap.yaml', ...EU]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'gap.yaml:20:3 /facts/interaction.direct: the deployed Jurismap refuses it: no such fact (leave it out)\n  20 |   interaction.direct: true',
    );
  });

  it('may still name packs that only the deployed Jurismap has', async () => {
    const body = { asOf: '2026-11-22', packs: ['eu-ai-act'], about: { commit: COMMIT } };
    await remote(['gap.yaml', ...EU]);
    const told = await answer('POST', '/v1/systems/parking-chatbot/gate', z.unknown(), body).then(
      JSON.stringify,
    );
    const newer = told.replaceAll('"pack":"eu-ai-act"', '"pack":"eu-new-act"');
    proxy.fault = ({ call }) => (call.endsWith('/gate') ? { status: 201, body: newer } : undefined);
    const { code, stderr } = await remote(['gap.yaml', ...AS_OF, '--packs', 'eu-new-act']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/note: eu-new-act \S+ is deployed, and this command does not have it\n$/);
  });
});

describe('tokens', () => {
  it.each<[string, () => Promise<string>, RegExp]>([
    ['of no issuer', async () => 'not.a.token', /does not accept the token of JURISMAP_TOKEN/],
    ['that expired', () => server.token({ ...claims, iat: 1, exp: 2 }), /does not accept/],
    ['for somebody else', () => server.token({ ...claims, aud: 'elsewhere' }), /does not accept/],
    [
      'without a scope',
      () => server.token({ ...claims, scope: 'openid' }),
      /refuses the token.*jurismap\/engineer/,
    ],
    ['of an auditor', () => server.token({ ...claims, scope: 'jurismap/auditor' }), /refuses the token/],
    ['without a tenant', () => server.token({ ...claims, 'custom:tenant': undefined }), /names no tenant/],
  ])('%s end with 2, and are not told', async (_, made, reason) => {
    const bad = await made();
    const { code, stdout, stderr } = await remote(['gap.yaml', ...EU], { JURISMAP_TOKEN: bad });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain(bad);
  });

  it('that are missing are asked for', async () => {
    const { code, stderr } = await remote(['gap.yaml', ...EU], {});
    expect({ code, seen: proxy.seen }).toEqual({ code: 2, seen: [] });
    expect(stderr).toContain('set JURISMAP_TOKEN');
  });

  it('are never told, whatever a server repeats', async () => {
    const problem = {
      type: 'urn:jurismap:problem:internal-secret',
      title: token,
      status: 400,
      detail: token,
    };
    const body = JSON.stringify({ ...problem, instance: token, requestId: token });
    for (const status of [400, 404, 422, 302]) {
      proxy.fault = () => ({ status, headers: { location: `https://elsewhere.example/${token}` }, body });
      const { code, stdout, stderr } = await remote(['gap.yaml', ...EU, '--retry-for', '0']);
      expect([2, 5]).toContain(code);
      expect(stdout + stderr).not.toContain(token);
    }
  });

  it('reach the systems of their tenant alone', async () => {
    await remote(['gap.yaml', ...EU]);
    const other = await server.token({ ...claims, 'custom:tenant': `other-${tenants}` });
    const { stderr } = await remote([gapCalled('Theirs'), ...EU], { JURISMAP_TOKEN: other });
    expect(stderr).toContain('registered as version 1');
    expect(await runsOf('parking-chatbot')).toHaveLength(1);
    expect(await versionsOf('parking-chatbot')).toBe(1);
  });

  it('of a pipeline are exchanged at the issuer of the API, again when one expires', async () => {
    const asked: Record<string, string>[] = [];
    const issuer = createServer(async (request, response) => {
      asked.push(Object.fromEntries(new URLSearchParams(await text(request))));
      const issued = await server.token({ ...claims, jti: String(asked.length) });
      response.end(JSON.stringify({ access_token: issued, token_type: 'Bearer' }));
    });
    proxy.fault = ({ call, count }) => (call.endsWith('/gate') && count === 1 ? { status: 401 } : undefined);
    const JURISMAP_TOKEN_URL = await listen(issuer, 0);
    const ended = await remote(['gap.yaml', ...EU], { JURISMAP_TOKEN_URL, JURISMAP_ID_TOKEN: 'who-i-am' });
    stop(issuer);
    expect(ended.code).toBe(1);
    expect(asked.map(({ subject_token }) => subject_token)).toEqual(['who-i-am', 'who-i-am']);
    expect(new Set(proxy.seen.map(({ authorization }) => authorization)).size).toBe(2);
    expect(ended.stderr).not.toContain('who-i-am');
    expect(await runsOf('parking-chatbot')).toHaveLength(1);
  });
});

it('never made a function fail', () => expect(failures).toEqual([]));

describe('verify', () => {
  const verify = (...args: string[]) =>
    jurismapWith({ JURISMAP_TOKEN: token }, 'verify', ...args, '--api', proxy.url);

  it('says that a history is whole, and which digests to keep', async () => {
    await remote([join(EXAMPLES, 'recruitment-ranker.yaml'), ...EU]);
    const { code, stdout } = await verify('recruitment-ranker');
    expect(code).toBe(0);
    expect(stdout).toMatch(/1 assessment made again, 1 equal/);
    expect(stdout).toMatch(/eu-ai-act [0-9a-f]{64}/);
    const json = await verify('recruitment-ranker', '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({ examined: 1, reproduced: 1, defects: [] });
  });

  it('ends with 2 for a system that is not there, and for one it is not told where to find', async () => {
    expect(await verify('nowhere')).toMatchObject({ code: 2, stderr: expect.stringContaining('nowhere') });
  });
});
