import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, hiringProfile, startApi } from './api.ts';

let api: Api;
let etag: string;
beforeAll(async () => {
  api = await startApi();
  const { headers } = await api.call('POST', '/v1/systems', { body: await hiringProfile('stored') });
  etag = headers.get('etag') ?? '';
}, 60_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  await api.close();
});

const IDENTITY = { jurismap: 1, system: { id: 'x', name: 'X' } };
const withFacts = (facts: unknown) => ({ ...IDENTITY, facts });

describe('a profile with bad fields', () => {
  it.each([
    ['an unknown fact', withFacts({ 'use.purpose': [] }), '/facts/use.purpose', /no fact/, /use\.purposes/],
    [
      'a value outside an enum',
      withFacts({ 'organisation.size': 'medum' }),
      '/facts/organisation.size',
      /not one of/,
      /medium/,
    ],
    [
      'a value outside a set',
      withFacts({ roles: ['deployer', 'deplyer'] }),
      '/facts/roles/1',
      /not one of/,
      /deployer/,
    ],
    ['a wrong type', withFacts({ 'data.profiling': 'yes' }), '/facts/data.profiling', /not a boolean/],
    ['a number for text', { ...withFacts({}), system: { id: 'x', name: 7 } }, '/system/name', /not a string/],
    [
      'a day that does not exist',
      withFacts({ 'dates.first-placed': '2027-02-30' }),
      '/facts/dates.first-placed',
      /not a day/,
    ],
    ['a place that does not exist', withFacts({ markets: ['EU', 'XX'] }), '/facts/markets/1', /not a place/],
    ['no name', { ...withFacts({}), system: { id: 'x' } }, '/system/name', /missing/],
    ['an unknown member', { ...withFacts({}), extra: 1 }, '/extra', /not known/],
    [
      'a waiver without end',
      { ...withFacts({}), waivers: [{ rule: 'a/b', reason: 'r', approver: 'a' }] },
      '/waivers/0/expires',
      /missing/,
    ],
    ['a list instead of an object', [], '', /not/],
    ['nothing but null', null, '', /not/],
  ])('%s', async (_, body, pointer, reason, hint = /.*/) => {
    const { status, json } = await api.call('POST', '/v1/systems', { body });
    expect(status).toBe(400);
    expect(json.errors).toContainEqual(
      expect.objectContaining({ in: 'body', pointer, reason: expect.stringMatching(reason) }),
    );
    const error = json.errors.find((each: { pointer: string }) => each.pointer === pointer);
    expect(error.hint ?? '').toMatch(hint);
  });

  it('hears of every bad field at once, wherever it stands', async () => {
    const body = { profile: withFacts({ nonsense: 1, roles: ['boss'] }), asOf: '2027-13-01', packs: [7] };
    const { json } = await api.call('POST', '/v1/evaluate?x=1', { body });
    const places = json.errors.map(
      (error: { in: string; pointer: string }) => `${error.in} ${error.pointer}`,
    );
    expect(places.sort()).toEqual([
      'body /asOf',
      'body /packs/0',
      'body /profile/facts/nonsense',
      'body /profile/facts/roles/0',
      'query /x',
    ]);
  });

  it('hears of an unknown pack, and which it could mean', async () => {
    const { json } = await api.call('POST', '/v1/evaluate', {
      body: { profile: withFacts({}), packs: ['eu-ai-act', 'eu-ai-atc'] },
    });
    expect(json.errors).toEqual([
      {
        in: 'body',
        pointer: '/packs/1',
        reason: 'no pack is called "eu-ai-atc"',
        hint: 'did you mean "eu-ai-act"?',
      },
    ]);
  });

  it('gets an answer of a sensible size whatever it holds', async () => {
    const evidence = Object.fromEntries(
      Array.from({ length: 1900 }, (_, i) => [`e${i}`, { a: 1, b: 1, c: 1, d: 1, e: 1 }]),
    );
    const { status, json } = await api.call('POST', '/v1/systems', { body: { ...withFacts({}), evidence } });
    expect(status).toBe(400);
    expect(json.errors).toHaveLength(500);
    expect(json.furtherErrors).toBeGreaterThan(1900 * 5 - 500);
  });
});

describe('a day outside reason', () => {
  it.each(['1900-01-01', '9999-12-31', '1999-12-31', '2100-01-01'])('%s', async (asOf) => {
    const evaluated = await api.call('POST', '/v1/evaluate', { body: { profile: withFacts({}), asOf } });
    expect(evaluated).toMatchObject({ status: 400, json: { errors: [{ in: 'body', pointer: '/asOf' }] } });
    const assessed = await api.call('POST', '/v1/systems/stored/assessments', { body: { asOf } });
    expect(assessed).toMatchObject({ status: 400, json: { errors: [{ in: 'body', pointer: '/asOf' }] } });
    const asked = await api.call('GET', `/v1/systems/stored/ask?asOf=${asOf}`);
    expect(asked).toMatchObject({ status: 400, json: { errors: [{ in: 'query', pointer: '/asOf' }] } });
  });
});

describe('a body that is no JSON, or odd JSON', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  it.each<[string, string | Uint8Array, RegExp]>([
    ['cut off', '{"jurismap": 1,', /not JSON/],
    ['YAML', 'jurismap: 1', /not JSON \(line 1, column 1\)|not JSON/],
    ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), /UTF-8/],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), /UTF-8/],
    ['a NUL byte', '{"a":"\0"}', /not JSON/],
    ['an escaped NUL', '{"a":"\\u0000"}', /NUL/],
    ['half a surrogate pair', '{"a":"\\ud800"}', /surrogate/],
    ['a number too large', '{"a":1e999}', /too large/],
    ['deep nesting', deep, /levels deep/],
    ['a member twice', '{"jurismap":1,"jurismap":2}', /twice/],
    ['a member twice, written differently', '{"facts":{"roles":[],"r\\u006fles":[]}}', /twice/],
    ['__proto__', '{"__proto__":{"admin":true},"jurismap":1}', /__proto__/],
    ['__proto__ below', '{"facts":{"__proto__":{"roles":[]}}}', /__proto__/],
    ['constructor', '{"constructor":{"prototype":{"admin":true}}}', /not known/],
    ['a very long name', `{"${'n'.repeat(1000)}":1}`, /long name/],
    ['too many members', JSON.stringify(Array.from({ length: 3000 }, (_, i) => i)), /members/],
  ])('%s', async (_, raw, reason) => {
    for (const [method, path] of [
      ['POST', '/v1/systems'],
      ['PUT', '/v1/systems/stored'],
      ['POST', '/v1/evaluate'],
    ] as const) {
      const { status, json } = await api.call(method, path, { raw, headers: { 'if-match': etag } });
      expect(status).toBe(400);
      expect(json.errors.map((error: { reason: string }) => error.reason).join('\n')).toMatch(reason);
    }
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  it('may start with a byte order mark', async () => {
    const raw = `\ufeff${JSON.stringify({ profile: await hiringProfile() })}`;
    expect(await api.call('POST', '/v1/evaluate', { raw })).toMatchObject({ status: 200 });
  }, 30_000);

  it('is refused when it has 5 MB, and when it has 7', async () => {
    for (const size of [5, 7]) {
      const raw = JSON.stringify({ profile: 'x'.repeat(size * 1024 * 1024) });
      expect(await api.call('POST', '/v1/evaluate', { raw })).toMatchObject({ status: 413 });
    }
  });

  it('is missed where it is needed, and may be missing where it need not be', async () => {
    const missing = await api.call('POST', '/v1/systems');
    expect(missing).toMatchObject({ status: 400, json: { errors: [{ in: 'body', pointer: '' }] } });
    expect(await api.call('POST', '/v1/systems/stored/assessments')).toMatchObject({ status: 201 });
  }, 30_000);
});

describe('the type of a body', () => {
  const type = (value: string, extra = {}) =>
    api.call('POST', '/v1/systems', { raw: '{}', headers: { 'content-type': value, ...extra } });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
    'nonsense',
    'application/json, text/plain',
  ])('%s is refused', async (value) => expect(await type(value)).toMatchObject({ status: 415 }));

  it.each([
    'application/json; charset=UTF-8',
    'APPLICATION/JSON',
    'application/vnd.jurismap+json',
    'application/json, application/json',
  ])('%s is read', async (value) => expect(await type(value)).toMatchObject({ status: 400 }));

  it('is refused when it is compressed', async () => {
    expect(await type('application/json', { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
  });
});

describe('parameters', () => {
  it.each([
    ['/v1/systems?limit=0', '/limit'],
    ['/v1/systems?limit=many', '/limit'],
    ['/v1/systems?limit=1&limit=2', '/limit'],
    ['/v1/systems?limt=1', '/limt'],
    ['/v1/systems/stored/findings?outcome=gap,gasp', '/outcome/1'],
    ['/v1/systems/stored/findings?status=none', '/status/0'],
    ['/v1/systems/stored/findings?jurisdiction=Atlantis', '/jurisdiction/0'],
    ['/v1/systems/stored/findings?severity=', '/severity/0'],
    ['/v1/systems/stored/explain?rule=annex-iii-4-a', '/pack'],
    ['/v1/systems/stored/explain?pack=eu-ai-act&rule=annex-iii-4-aa', '/rule'],
    ['/v1/systems/stored/explain?pack=eu-ai-act&rule=annex-iii-4-a&role=boss', '/role'],
    ['/v1/systems/stored/ask?packs=nope', '/packs/0'],
  ])('%s', async (path, pointer) => {
    const { status, json } = await api.call('GET', path);
    expect({ status, errors: json.errors }).toMatchObject({
      status: 400,
      errors: [{ in: 'query', pointer }],
    });
  });

  it.each([
    '/v1/systems/Not%20an%20id',
    '/v1/systems/a%2Fb',
    '/v1/systems/%00',
    '/v1/systems/stored/versions/0',
    '/v1/systems/stored/versions/1e3',
  ])('%s', async (path) =>
    expect(await api.call('GET', path)).toMatchObject({ status: 400, json: { errors: [{ in: 'path' }] } }),
  );

  it.each([
    '/v1/systems/nobody',
    '/v1/systems/stored/versions/2',
    '/v1/systems/stored/assessments/eu-ai-act/9',
    '/v1/systems/nobody/findings',
    '/v1/systems/nobody/assessments',
    '/v1/systems/nobody/ask',
  ])('%s is nowhere', async (path) => expect(await api.call('GET', path)).toMatchObject({ status: 404 }));
});
