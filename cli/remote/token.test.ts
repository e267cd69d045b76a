import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallError } from '../call-error.ts';
import { CLOCK } from './patience.ts';
import { Secrets } from './secrets.ts';
import { type Environment, tokenSource } from './token.ts';

/** An issuer that keeps what it is asked, and answers as the test says. */
let server: Server;
let issuer: string;
let asked: { path: string; authorization: string | undefined; body: Record<string, string> }[];
let answers: { status: number; body: unknown }[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = Object.fromEntries(new URLSearchParams(await text(request)));
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
    const { status, body: answer } = answers.shift() ?? { status: 500, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  asked = [];
  answers = [];
});

const patience = { limit: 10_000, tell: () => undefined, clock: { ...CLOCK, sleep: async () => undefined } };
const source = (environment: Environment) => tokenSource({ environment, secrets: new Secrets(), patience });
const ok = (body: unknown) => ({ status: 200, body });
const SCOPE = 'jurismap/engineer';

describe('a token', () => {
  it('that is given is used before all others', async () => {
    const given = { JURISMAP_TOKEN: ' given\n', JURISMAP_ID_TOKEN: 'id', JURISMAP_TOKEN_URL: issuer };
    expect(await source(given).token()).toBe('given');
    expect(asked).toEqual([]);
  });

  it('is given to a client with credentials', async () => {
    answers = [ok({ access_token: 'new', token_type: 'Bearer', expires_in: 3600 })];
    const environment = {
      JURISMAP_TOKEN_URL: `${issuer}/oauth2/token`,
      JURISMAP_CLIENT_ID: 'a client',
      JURISMAP_CLIENT_SECRET: 'hush:hush',
      // A job may use this for something else.
      ACTIONS_ID_TOKEN_REQUEST_URL: `${issuer}/never`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'never',
    };
    expect(await source(environment).token()).toBe('new');
    const authorization = `Basic ${Buffer.from('a+client:hush%3Ahush').toString('base64')}`;
    const body = { grant_type: 'client_credentials', scope: SCOPE };
    expect(asked).toEqual([{ path: '/oauth2/token', authorization, body }]);
  });

  it('of GitLab is exchanged', async () => {
    answers = [ok({ access_token: 'new', issued_token_type: 'x', token_type: 'Bearer' })];
    const environment = {
      JURISMAP_ID_TOKEN: 'of-gitlab',
      JURISMAP_TOKEN_URL: issuer,
      JURISMAP_CLIENT_ID: 'pipelines',
      JURISMAP_SCOPE: 'jurismap/legal',
    };
    expect(await source(environment).token()).toBe('new');
    expect(asked).toEqual([
      {
        path: '/',
        authorization: undefined,
        body: {
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token: 'of-gitlab',
          subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
          requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          scope: 'jurismap/legal',
          client_id: 'pipelines',
        },
      },
    ]);
  });

  const GITHUB = () => ({
    ACTIONS_ID_TOKEN_REQUEST_URL: `${issuer}/id?api-version=2`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-the-job',
  });

  it('of GitHub is asked for, and used as it is where nothing exchanges it', async () => {
    answers = [ok({ value: 'of-github' }), ok({ value: 'of-github-again' })];
    const github = source({ ...GITHUB(), JURISMAP_OIDC_AUDIENCE: 'https://jurismap.example' });
    expect(await github.token()).toBe('of-github');
    expect(await github.token()).toBe('of-github-again');
    expect(asked[0]).toMatchObject({
      path: '/id?api-version=2&audience=https%3A%2F%2Fjurismap.example',
      authorization: 'Bearer of-the-job',
    });
  });

  it('of GitHub is exchanged, each time a new one', async () => {
    answers = [
      ok({ value: 'one' }),
      ok({ access_token: 'a' }),
      ok({ value: 'two' }),
      ok({ access_token: 'b' }),
    ];
    const exchanged = source({ ...GITHUB(), JURISMAP_TOKEN_URL: issuer });
    expect([await exchanged.token(), await exchanged.token()]).toEqual(['a', 'b']);
    expect(asked.map(({ body }) => body.subject_token).filter(Boolean)).toEqual(['one', 'two']);
    expect(asked[0]?.path).toContain('audience=jurismap');
  });

  it('is asked for again when the issuer is busy', async () => {
    answers = [{ status: 503, body: {} }, { status: 429, body: {} }, ok({ value: 'of-github' })];
    expect(await source(GITHUB()).token()).toBe('of-github');
  });
});

describe('no token', () => {
  it.each<[string, () => Environment, RegExp]>([
    ['where there is nothing', () => ({}), /there is no token/],
    ['where a secret is empty', () => ({ JURISMAP_TOKEN: '' }), /there is no token/],
    ['with blanks within', () => ({ JURISMAP_TOKEN: 'two words' }), /^JURISMAP_TOKEN is no token$/],
    [
      'with a line break within',
      () => ({ JURISMAP_ID_TOKEN: 'two\nlines' }),
      /^JURISMAP_ID_TOKEN is no token$/,
    ],
    ['where a secret stands alone', () => ({ JURISMAP_CLIENT_SECRET: 'hush' }), /of no use alone/],
    ['where an issuer stands alone', () => ({ JURISMAP_TOKEN_URL: issuer }), /for nothing/],
    [
      'is asked for over http elsewhere',
      () => ({ JURISMAP_TOKEN_URL: 'http://issuer.example', JURISMAP_ID_TOKEN: 'x' }),
      /only https/,
    ],
  ])('%s', (_, environment, reason) => {
    expect(() => source(environment())).toThrow(CallError);
    expect(() => source(environment())).toThrow(reason);
  });

  const EXCHANGE = () => ({ JURISMAP_TOKEN_URL: issuer, JURISMAP_ID_TOKEN: 'my-own-token' });

  it('comes from an issuer that refuses; what it repeats is not told', async () => {
    answers = [
      { status: 400, body: { error: 'invalid_grant', error_description: 'my-own-token is not trusted' } },
    ];
    const refused = await source(EXCHANGE())
      .token()
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CallError);
    expect(String(refused)).toMatch(/gives no token \(400: invalid_grant, \*\*\* is not trusted\)/);
  });

  it.each([
    [{ status: 302, body: {} }, /gives no token \(302\)/],
    [{ status: 404, body: 'nothing here' }, /gives no token \(404\)/],
    [ok({ token: 'x' }), /without a token/],
    [ok({ access_token: 'two words' }), /is no token/],
  ])('comes of %j', async (answer, reason) => {
    answers = [answer];
    await expect(source(EXCHANGE()).token()).rejects.toThrow(reason);
  });
});
