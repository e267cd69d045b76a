import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from './operation.ts';

const operation = {
  name: 'sample',
  method: 'GET',
  path: '/v1/sample',
  scopes: ['jurismap/legal', 'jurismap/admin'],
  table: 'none',
  summary: 'For tests',
  parameters: { path: NO_PARAMETERS, query: NO_PARAMETERS, header: NO_HEADERS },
  response: { status: 200, description: 'Who called', schema: z.unknown() },
  problems: [],
} satisfies Operation;

const CLAIMS = { sub: 'ann@example.com', scope: 'jurismap/legal', 'custom:tenant': 'acme' };

function event(jwt: unknown = { claims: CLAIMS, scopes: ['jurismap/legal'] }): APIGatewayProxyEventV2 {
  const http = { method: 'GET', path: '/v1/sample', protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' };
  const requestContext = {
    accountId: '',
    apiId: '',
    domainName: '',
    domainPrefix: '',
    http,
    requestId: 'request-1',
    routeKey: '',
    stage: '',
    time: '',
    timeEpoch: 0,
    authorizer: jwt === undefined ? undefined : { jwt },
  };
  return {
    version: '2.0',
    routeKey: '',
    rawPath: '/v1/sample',
    rawQueryString: '',
    headers: {},
    requestContext,
    isBase64Encoded: false,
  };
}

const context = { getRemainingTimeInMillis: () => 10_000 } as Context;
const whoAmI = endpoint(operation, ({ identity }) => ({ status: 200, body: identity }));
const failing = (error: Error) =>
  endpoint(operation, () => {
    throw error;
  });

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

vi.mock('./metrics.ts', () => ({ emitMetrics: () => {} }));

describe('who calls', () => {
  it.each([
    ['the scopes the gateway found', { claims: { ...CLAIMS, scope: undefined }, scopes: ['jurismap/admin'] }],
    ['the scope claim', { claims: { ...CLAIMS, scope: 'openid jurismap/admin' }, scopes: null }],
    ['the scp claim, a list', { claims: { ...CLAIMS, scope: undefined, scp: '[openid jurismap/legal]' } }],
  ])('may do it by %s', async (_, jwt) => {
    const { statusCode, body } = await whoAmI(event(jwt), context);
    expect([statusCode, JSON.parse(body)]).toEqual([200, { tenant: 'acme', subject: 'ann@example.com' }]);
  });

  it('may be a machine', async () => {
    const jwt = { claims: { ...CLAIMS, sub: undefined, client_id: 'pipeline' } };
    expect(JSON.parse((await whoAmI(event(jwt), context)).body)).toMatchObject({ subject: 'pipeline' });
  });

  it.each([
    ['no token', null, 401],
    ['no scope', { claims: { ...CLAIMS, scope: 'jurismap/legality' } }, 403],
    ['no tenant', { claims: { ...CLAIMS, 'custom:tenant': undefined } }, 403],
    ['a tenant that would break a key', { claims: { ...CLAIMS, 'custom:tenant': 'acme#S#x' } }, 403],
    ['no subject', { claims: { ...CLAIMS, sub: undefined } }, 403],
  ])('is refused with %s', async (_, jwt, status) => {
    const { statusCode, headers } = await whoAmI(event(jwt), context);
    expect([statusCode, headers['content-type']]).toEqual([status, 'application/problem+json']);
  });

  it('belongs to the tenant of the claim the deployment names', async () => {
    vi.stubEnv('TENANT_CLAIM', 'org');
    const jwt = { claims: { ...CLAIMS, org: 'other' } };
    expect(JSON.parse((await whoAmI(event(jwt), context)).body)).toMatchObject({ tenant: 'other' });
    vi.unstubAllEnvs();
  });
});

describe('a signed request', () => {
  const ROLE = 'arn:aws:iam::123456789012:role/deployer';
  const signedBy = (userArn: string) =>
    ({
      ...event(null),
      requestContext: { ...event(null).requestContext, authorizer: { iam: { userArn } } },
    }) as never;
  const session = (name: string) => signedBy(`arn:aws:sts::123456789012:assumed-role/deployer/${name}`);
  const calls = (scope: string) => JSON.stringify({ [ROLE]: { tenant: 'acme', scope } });
  afterEach(() => vi.unstubAllEnvs());

  it('belongs to the tenant the deployment names for the role, whatever the session is called', async () => {
    vi.stubEnv('SIGNED_CALLERS', calls('jurismap/legal'));
    for (const name of ['one', 'role/admin', 'two@example.com']) {
      const { statusCode, body } = await whoAmI(session(name), context);
      expect([statusCode, JSON.parse(body)]).toEqual([200, { tenant: 'acme', subject: ROLE }]);
    }
  });

  it.each([
    ['of a role nobody named', {}, 'other'],
    [
      'of a role in another account',
      { [ROLE.replace('1', '9')]: { tenant: 'acme', scope: 'jurismap/legal' } },
      'x',
    ],
    ['of a role that may do something else', { [ROLE]: { tenant: 'acme', scope: 'jurismap/other' } }, 'x'],
  ])('is refused: %s', async (_, callers, name) => {
    vi.stubEnv('SIGNED_CALLERS', JSON.stringify(callers));
    expect((await whoAmI(session(name), context)).statusCode).toBe(403);
    vi.stubEnv('SIGNED_CALLERS', undefined);
    expect((await whoAmI(session(name), context)).statusCode).toBe(403);
  });

  it('is refused of a user, who is no role', async () => {
    vi.stubEnv('SIGNED_CALLERS', calls('jurismap/legal'));
    const user = signedBy('arn:aws:iam::123456789012:user/deployer');
    expect((await whoAmI(user, context)).statusCode).toBe(403);
  });
});

describe('a failure', () => {
  const secret = Object.assign(new Error('secret of T#acme#S#x'), { name: 'Surprise' });

  it('of Jurismap is a problem without reason', async () => {
    const { statusCode, body } = await failing(secret)(event(), context);
    expect([statusCode, JSON.parse(body)]).toEqual([
      500,
      {
        type: 'urn:jurismap:problem:internal',
        title: 'Jurismap failed',
        status: 500,
        detail: 'the failure was logged under the request id',
        instance: '/v1/sample',
        requestId: 'request-1',
      },
    ]);
  });

  it('of the cloud that passes says to try again', async () => {
    const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    const { statusCode, headers } = await failing(throttled)(event(), context);
    expect([statusCode, headers['retry-after']]).toEqual([503, '5']);
  });

  it('is logged with its kind and place, and without its message', async () => {
    await failing(secret)(event(), context);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      status: 500,
      error: { name: 'Surprise', at: expect.arrayContaining([expect.stringContaining('endpoint.test.ts')]) },
    });
    expect(lines[0]).not.toContain('secret');
  });
});

it('logs one line a call, with nothing about people', async () => {
  await whoAmI(event(), context);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      level: 'info',
      requestId: 'request-1',
      operation: 'sample',
      status: 200,
      milliseconds: expect.any(Number),
    },
  ]);
});

it('keeps answers from caches and pages', async () => {
  for (const jwt of [undefined, null]) {
    expect((await whoAmI(event(jwt), context)).headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  }
});
