import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalServer, startLocal } from '../../local/server.ts';
import { buildFixture } from './fixture/build.ts';

let buildDir: string;
let server: LocalServer;
const reported: string[] = [];

beforeAll(async () => {
  buildDir = await buildFixture();
  server = await startLocal({ port: 0, buildDir, report: (error) => reported.push(String(error)) });
}, 60_000);

afterAll(async () => {
  await server?.close();
  await rm(buildDir, { recursive: true, force: true });
});

const WRITER = { sub: 'ann', scope: 'fixture/write', 'custom:tenant': 'acme' };

async function call(
  method: string,
  path: string,
  init: { token?: string; body?: string | Buffer; type?: string } = {},
) {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      ...(init.token !== undefined && { authorization: `Bearer ${init.token}` }),
      ...(init.type !== undefined && { 'content-type': init.type }),
    },
    ...(init.body !== undefined && { body: init.body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function echo(path: string, init: { body?: string | Buffer; type?: string } = {}) {
  const { text } = await call('POST', path, { ...init, token: await server.token(WRITER) });
  return JSON.parse(text);
}

describe('routes', () => {
  it('prefers a path written out over one with a parameter', async () => {
    const { status, text, headers } = await call('GET', '/v1/echo/ping');
    expect({ status, text, cookies: headers.getSetCookie() }).toEqual({
      status: 200,
      text: 'pong',
      cookies: ['a=1', 'b=2'],
    });
  });

  it.each([
    ['GET', '/v1/nothing'],
    ['DELETE', '/v1/echo/word'],
    ['POST', '/v1/echo/'],
    ['POST', '/v1/echo/word/more'],
    ['GET', '/'],
  ])('answers 404 where there is no route: %s %s', async (method, path) => {
    expect(await call(method, path)).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
  });

  it('answers 400 to a path that is not properly encoded', async () => {
    expect(await call('POST', '/v1/echo/%zz')).toMatchObject({ status: 400 });
  });
});

describe('the event a function gets', () => {
  it('carries the decoded path parameters, the joined query and the text of the body', async () => {
    const { event } = await echo('/v1/echo/a%2Fb?x=1&x=2&y=', { body: '{"é":1}', type: 'application/json' });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /v1/echo/{word}',
      rawQueryString: 'x=1&x=2&y=',
      pathParameters: { word: 'a/b' },
      queryStringParameters: { x: '1,2', y: '' },
      body: '{"é":1}',
      isBase64Encoded: false,
    });
  });

  it('carries the verified claims as text', async () => {
    const token = await server.token({ ...WRITER, level: 3, groups: ['a', 'b'] });
    const { text } = await call('POST', '/v1/echo/x', { token });
    expect(JSON.parse(text).event.requestContext.authorizer.jwt).toMatchObject({
      claims: { sub: 'ann', 'custom:tenant': 'acme', level: '3', groups: '[a b]' },
      scopes: ['fixture/write'],
    });
  });

  it('carries bytes that are not text as they are', async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    const { event } = await echo('/v1/echo/x', { body: bytes, type: 'application/json' });
    expect(event).toMatchObject({ body: bytes.toString('base64'), isBase64Encoded: true });
  });

  it('is refused with 413 when it is larger than Lambda takes', async () => {
    const token = await server.token(WRITER);
    const answer = await call('POST', '/v1/echo/x', { token, body: Buffer.alloc(7 * 1024 * 1024) });
    expect(answer).toMatchObject({ status: 413, text: '{"message":"Request Entity Too Large"}' });
  });
});

describe('tokens', () => {
  const past = Math.floor(Date.now() / 1000) - 10;
  const future = past + 1000;

  it.each([
    ['expired', { exp: past }],
    ['not valid yet', { nbf: future }],
    ['from the future', { iat: future }],
    ['for another audience', { aud: 'elsewhere' }],
    ['of another issuer', { iss: 'https://elsewhere.example' }],
    ['for nobody', { aud: undefined }],
  ])('are refused when %s', async (_, claims) => {
    const token = await server.token({ ...WRITER, ...claims });
    const { status, text, headers } = await call('POST', '/v1/echo/x', { token });
    expect({ status, text }).toEqual({ status: 401, text: '{"message":"Unauthorized"}' });
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  it('are refused when missing, garbled, unsigned, without expiry or signed by somebody else', async () => {
    const genuine = await server.token(WRITER);
    const [header, payload, signature = ''] = genuine.split('.');
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const stranger = await importJWK(await exportJWK(privateKey), 'RS256');
    const claims = { iss: server.url, aud: 'jurismap', ...WRITER };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime('1h')
      .sign(stranger);
    const unsigned = new UnsecuredJWT(claims).setExpirationTime('1h').encode();
    const endless = await server.token({ ...WRITER, exp: undefined });
    const tampered = [header, payload, signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))].join('.');
    for (const token of [undefined, '', 'a.b.c', forged, unsigned, endless, tampered]) {
      expect(await call('POST', '/v1/echo/x', token === undefined ? {} : { token })).toMatchObject({
        status: 401,
      });
    }
  });

  it('need one of the scopes of the route', async () => {
    const reader = await server.token({ ...WRITER, scope: 'other fixture/read' });
    expect(await call('POST', '/v1/echo/x', { token: reader })).toMatchObject({ status: 200 });
    const nobody = await server.token({ ...WRITER, scope: 'fixture/reader' });
    expect(await call('POST', '/v1/echo/x', { token: nobody })).toMatchObject({
      status: 403,
      text: '{"message":"Forbidden"}',
    });
  });

  it('may name their audience as client_id, and their scopes as scp', async () => {
    const token = await server.token({ aud: undefined, client_id: 'jurismap', scp: ['fixture/read'] });
    expect(await call('POST', '/v1/echo/x', { token })).toMatchObject({ status: 200 });
  });

  it('can be verified by anybody who follows the discovery document', async () => {
    const discovery = JSON.parse((await call('GET', '/.well-known/openid-configuration')).text);
    expect(discovery.issuer).toBe(server.url);
    const { keys } = JSON.parse((await (await fetch(discovery.jwks_uri)).text()) ?? '{}');
    expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });
});

describe('functions', () => {
  it('see the environment of the template and nothing of this process', async () => {
    const { environment } = await echo('/v1/echo/x');
    expect(environment).toEqual({
      TABLE_NAME: expect.stringContaining('Table'),
      TENANT_CLAIM: 'custom:tenant',
    });
  });

  it('keep one thread while calls come one after another', async () => {
    const { threadId } = await echo('/v1/echo/x');
    expect((await echo('/v1/echo/y')).threadId).toBe(threadId);
  });

  it('answer many calls at once', async () => {
    const token = await server.token(WRITER);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => call('POST', `/v1/echo/${index}`, { token })),
    );
    const words = answers.map(({ text }) => JSON.parse(text).event.pathParameters.word);
    expect(words).toEqual(Array.from({ length: 40 }, (_, index) => String(index)));
  });

  it.each(['throw', 'hang', 'spin', 'exit', 'answer-nonsense'])(
    'that %s give 500 without a reason, which the server alone is told, and serve the next call',
    async (how) => {
      reported.length = 0;
      expect(await call('GET', `/v1/misbehave/${how}`)).toMatchObject({
        status: 500,
        text: '{"message":"Internal Server Error"}',
      });
      expect(reported).toHaveLength(1);
      expect(await call('GET', '/v1/misbehave/not-at-all')).toMatchObject({ status: 200 });
    },
    20_000,
  );

  it('reach the table of the template', async () => {
    const token = await server.token(WRITER);
    await call('PUT', '/v1/things/kettle', { token, body: 'first' });
    expect(await call('PUT', '/v1/things/kettle', { token, body: 'second' })).toMatchObject({
      text: 'first',
    });
  });
});

it('survives callers who hang up half way', async () => {
  reported.length = 0;
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const token = await server.token(WRITER);
  socket.write(
    `POST /v1/echo/x HTTP/1.1\r\nhost: x\r\nauthorization: ${token}\r\ncontent-length: 100\r\n\r\nabc`,
  );
  socket.destroy();
  await once(socket, 'close');
  expect(await call('GET', '/v1/echo/ping')).toMatchObject({ status: 200 });
  expect(reported).toEqual([]);
});

describe('on disk', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'jurismap-data-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  async function remember(at: LocalServer, text: string): Promise<string> {
    const token = await at.token(WRITER);
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${at.url}/v1/things/lamp`, { method: 'PUT', headers, body: text })).text();
  }

  async function publicKeys(at: LocalServer): Promise<string> {
    return (await fetch(`${at.url}/.well-known/jwks.json`)).text();
  }

  it('keeps items and key over a restart, the key for its owner alone, and lets no second server in', async () => {
    const first = await startLocal({ port: 0, buildDir, dataDir });
    await remember(first, 'one');
    await expect(startLocal({ port: 0, buildDir, dataDir })).rejects.toThrow(/in use by process/);
    const keys = await publicKeys(first);
    await first.close();

    const second = await startLocal({ port: 0, buildDir, dataDir });
    expect(await remember(second, 'two')).toBe('one');
    expect(await publicKeys(second)).toEqual(keys);
    expect((await stat(join(dataDir, 'issuer-key.json'))).mode & 0o777).toBe(0o600);
    await second.close();
  });

  it('keeps items when it is killed', async () => {
    const program = `
      import { startLocal } from ${JSON.stringify(join(import.meta.dirname, '..', '..', 'local', 'server.ts'))};
      const server = await startLocal({ port: 0, buildDir: ${JSON.stringify(buildDir)}, dataDir: ${JSON.stringify(dataDir)} });
      console.log(JSON.stringify({ url: server.url, token: await server.token(${JSON.stringify(WRITER)}) }));
    `;
    const child = execFile(process.execPath, ['--input-type=module', '--eval', program]);
    const [line] = await once(child.stdout ?? process.stdin, 'data');
    const { url, token } = JSON.parse(line);
    const headers = { authorization: `Bearer ${token}` };
    const stored = await fetch(`${url}/v1/things/lamp`, { method: 'PUT', headers, body: 'last words' });
    expect([stored.status, await stored.text()]).toEqual([200, 'two']);
    child.kill('SIGKILL');
    await once(child, 'close');

    const after = await startLocal({ port: 0, buildDir, dataDir });
    expect(await remember(after, 'x')).toBe('last words');
    await after.close();
  }, 30_000);
});
