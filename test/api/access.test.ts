import { decodeJwt, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../functions/http/scopes.ts';
import { OPERATIONS } from '../../functions/openapi/operations.ts';
import { type Api, hiringProfile, type Sent, startApi } from './api.ts';
import { inDays } from './days.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await api.call('POST', '/v1/systems', { body: await hiringProfile('ours') });
  await api.call('POST', '/v1/systems/ours/assessments', { body: { asOf: '2027-01-01' } });
}, 60_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  await api.close();
});

/** Ids of ours, or such as could be. */
const IDS: Readonly<Record<string, string>> = {
  system: 'ours',
  pack: 'eu-ai-act',
  sequence: '1',
  version: '1',
  waiver: '1',
  digest: '0'.repeat(64),
  run: '20261126T010000000Z-00000000',
  subscription: '20261126T010000000Z-00000000',
};

interface Guarded {
  name: string;
  method: string;
  path: string;
  scopes: readonly string[];
}
const GUARDED: Guarded[] = OPERATIONS.filter((operation) => !operation.public).map((operation) => ({
  ...operation,
  path: operation.path.replaceAll(/\{(\w+)\}/g, (_, id: string) => IDS[id] ?? `no-id-for-${id}`),
}));

/** Tokens that prove nothing, by what is wrong with them. */
async function invalidTokens(): Promise<Record<string, string>> {
  const now = Math.floor(Date.now() / 1000);
  const hour = 3600;
  const stranger = await generateKeyPair('RS256');
  const claims = { sub: 'eve', scope: 'jurismap/admin', 'custom:tenant': 'acme', aud: 'jurismap' };
  const { iss = '' } = decodeJwt(await api.token());
  const signedBy = (key: typeof stranger.privateKey) =>
    new SignJWT({ ...claims, iss }).setProtectedHeader({ alg: 'RS256' }).setExpirationTime('1h').sign(key);
  const unsigned = new UnsecuredJWT({ ...claims, iss }).setExpirationTime('1h').encode();
  return {
    none: '',
    malformed: 'nonsense',
    expired: await api.token({ iat: now - 2 * hour, exp: now - hour }),
    'not yet valid': await api.token({ nbf: now + hour }),
    'of another issuer': await api.token({ iss: 'https://elsewhere.example' }),
    'for another audience': await api.token({ aud: 'elsewhere' }),
    'signed with another key': await signedBy(stranger.privateKey),
    unsigned,
  };
}

/** What a route answers to each kind of caller. */
async function rowOf({ name, method, path, scopes }: Guarded): Promise<string> {
  const statusFor = async (claims: Record<string, unknown>) =>
    (await api.call(method, path, { token: await api.token(claims) })).status;
  const invalid = await Promise.all(
    Object.values(await invalidTokens()).map(
      async (token) => (await api.call(method, path, { token })).status,
    ),
  );
  const roles: string[] = [];
  for (const role of ROLES) {
    const isAllowed = (await statusFor({ scope: `jurismap/${role}` })) !== 403;
    expect(isAllowed, `${role} ${name}`).toBe(scopes.includes(`jurismap/${role}`));
    roles.push(isAllowed ? 'yes' : 'no');
  }
  const cells = [
    `\`${method} ${OPERATIONS.find((operation) => operation.name === name)?.path}\``,
    [...new Set(invalid)].join(', '),
    await statusFor({ scope: 'jurismap/guest openid' }),
    ...roles,
    [
      ...new Set(
        await Promise.all(TENANTS_THAT_ARE_NONE.map((none) => statusFor({ 'custom:tenant': none }))),
      ),
    ],
    await asAnother(method, path),
  ];
  return `| ${cells.join(' | ')} |`;
}

const TENANTS_THAT_ARE_NONE = [undefined, '', 'a#b', 'x'.repeat(500), ['acme'], '../acme'];

/** What another tenant gets with a token of its own and ids of ours: nothing, or what is its own. */
async function asAnother(method: string, path: string): Promise<string> {
  const token = await api.token({
    'custom:tenant': 'other',
    scope: ROLES.map((role) => `jurismap/${role}`).join(' '),
  });
  const last = path.split('/').at(-1) ?? '';
  const sent =
    method === 'PUT'
      ? { body: await hiringProfile('ours'), headers: { 'if-match': '*' } }
      : method === 'POST'
        ? BODIES[last]
        : {};
  const { status, json } = await api.call(method, path + (QUERIES[last] ?? ''), { token, ...sent });
  if (path.includes('/ours')) {
    expect(status, path).toBe(404);
    return '404';
  }
  expect(JSON.stringify(json).includes('"ours"'), path).toBe(false);
  return 'its own only';
}

/** \`npx vitest run test/api/access -u\` writes the table anew. */
it('is refused and granted as the table says, for every route', async () => {
  const rows: string[] = [];
  for (const guarded of GUARDED) rows.push(await rowOf(guarded));
  const open = OPERATIONS.filter((operation) => operation.public).map(
    ({ method, path }) => `\`${method} ${path}\``,
  );
  const kinds = Object.keys(await invalidTokens()).join(', ');
  const table = [
    '# Who may do what',
    '',
    'Tried on every route by `test/api/access.test.ts`, which writes this table and fails when it is out of date.',
    '',
    `The second column is what a token is answered that proves nothing (${kinds}); the third one without any scope of the`,
    'API. The last two: a token that names no tenant, and one of another tenant, sent with ids of ours.',
    '',
    '| route | no valid token | no scope | legal | engineer | auditor | admin | no tenant | another tenant |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Without a token: ${open.join(', ')}, of which the calendar asks for the secret of a subscription, and the others tell nothing about any tenant.`,
    '',
  ].join('\n');
  await expect(table).toMatchFileSnapshot('../../docs/access.md');
}, 300_000);

/** What operations need to be called at all. */
const QUERIES: Readonly<Record<string, string>> = {
  explain: '?pack=eu-ai-act&rule=annex-iii-4-a',
  timeline: '?to=2030-01-01',
  changes: `?from=${'0'.repeat(64)}`,
};
const BODIES: Readonly<Record<string, Sent>> = {
  compare: { body: {} },
  evidence: { body: { of: 'event-logging', status: 'implemented' } },
  measurements: {
    body: {
      name: 'hires',
      measurement: {
        rate: 'selection',
        collected: '2026-11-01',
        tables: [{ by: ['sex'], groups: [{ of: ['women'], assessed: 10, selected: 4 }] }],
      },
    },
  },
  owners: { body: { owner: { name: 'Head of Risk' } } },
  waivers: { body: { rule: 'eu-ai-act/art-26-6-logs', reason: 'being mended', expires: inDays(30) } },
  subscriptions: { body: { kind: 'calendar' } },
  revocation: { body: { reason: 'mended' } },
};

describe('another tenant', () => {
  it('sees none of our systems in its list', async () => {
    const token = await api.token({ 'custom:tenant': 'other' });
    expect((await api.call('GET', '/v1/systems', { token })).json).toEqual({ systems: [], cursor: null });
    expect((await api.call('GET', '/v1/systems')).json.systems).toHaveLength(1);
  });

  it('cannot slip in by a header or a query', async () => {
    const token = await api.token({ 'custom:tenant': 'other' });
    const headers = { 'x-tenant': 'acme', tenant: 'acme' };
    expect(await api.call('GET', '/v1/systems/ours', { token, headers })).toMatchObject({ status: 404 });
    expect(await api.call('GET', '/v1/systems?tenant=acme', { token })).toMatchObject({ status: 400 });
  });

  it('may use the same ids', async () => {
    const token = await api.token({ 'custom:tenant': 'third' });
    const body = await hiringProfile('ours');
    expect(await api.call('POST', '/v1/systems', { token, body })).toMatchObject({ status: 201 });
    expect((await api.call('GET', '/v1/systems/ours/assessments', { token })).json.assessments).toEqual([]);
  });
});
