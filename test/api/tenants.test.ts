import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const GUARDED = OPERATIONS.filter((operation) => !operation.public).map(
  ({ name, method, path, scopes }) =>
    [
      name,
      method,
      path
        .replace('{system}', 'ours')
        .replace('{pack}', 'eu-ai-act')
        .replace('{sequence}', '1')
        .replace('{waiver}', '1')
        .replace('{digest}', '0'.repeat(64))
        .replace('{run}', '20261126T010000000Z-00000000')
        .replace('{version}', '1'),
      scopes,
    ] as const,
);

describe.each(GUARDED)('%s', (_, method, path, scopes) => {
  it('wants a token that is valid', async () => {
    const hour = 3600;
    const now = Math.floor(Date.now() / 1000);
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const foreign = await new SignJWT({ iss: 'https://elsewhere.example', aud: 'jurismap', sub: 'eve' })
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime('1h')
      .sign(await importJWK(await exportJWK(privateKey), 'RS256'));
    const expired = await api.token({ iat: now - 2 * hour, exp: now - hour });
    const misdirected = await api.token({ aud: 'elsewhere' });
    for (const token of ['', 'nonsense', foreign, expired, misdirected]) {
      expect(await api.call(method, path, { token })).toMatchObject({ status: 401 });
    }
  });

  it('wants one of its scopes', async () => {
    const stranger = await api.token({ scope: 'jurismap/guest openid' });
    expect(await api.call(method, path, { token: stranger })).toMatchObject({ status: 403 });
    const auditor = await api.token({ scope: 'jurismap/auditor' });
    const { status } = await api.call(method, path, { token: auditor });
    if (scopes.includes('jurismap/auditor')) expect(status).not.toBe(403);
    else expect(status).toBe(403);
  }, 30_000);

  it('wants a tenant', async () => {
    for (const tenant of [undefined, '', 'a#b', 'x'.repeat(500), ['acme'], '../acme']) {
      const token = await api.token({ 'custom:tenant': tenant });
      expect(await api.call(method, path, { token })).toMatchObject({
        status: 403,
        json: { type: 'urn:jurismap:problem:forbidden' },
      });
    }
  });
});

/** What operations need to be called at all. */
const QUERIES: Readonly<Record<string, string>> = {
  explain: '?pack=eu-ai-act&rule=annex-iii-4-a',
  timeline: '?to=2030-01-01',
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
  revocation: { body: { reason: 'mended' } },
};

describe('another tenant', () => {
  it.each(GUARDED.filter(([, , path]) => path.includes('/ours')))(
    'finds nothing with %s',
    async (_, method, path) => {
      const token = await api.token({ 'custom:tenant': 'other' });
      const last = path.split('/').at(-1) ?? '';
      const sent =
        method === 'PUT' ? { body: await hiringProfile('ours'), headers: { 'if-match': '*' } } : BODIES[last];
      expect(await api.call(method, path + (QUERIES[last] ?? ''), { token, ...sent })).toMatchObject({
        status: 404,
      });
    },
  );

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
