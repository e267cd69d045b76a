import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, hiringProfile, type Received, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  await api.close();
});

let systems = 0;
async function register(): Promise<{
  path: string;
  etag: string;
  profile: Awaited<ReturnType<typeof hiringProfile>>;
}> {
  const profile = await hiringProfile(`system-${++systems}`);
  const { headers } = await api.call('POST', '/v1/systems', { body: profile });
  return { path: `/v1/systems/${profile.system.id}`, etag: headers.get('etag') ?? '', profile };
}
const renamed = (profile: { system: object }, name: string) => ({
  ...profile,
  system: { ...profile.system, name },
});

describe('If-Match', () => {
  it('is required', async () => {
    const { path, profile } = await register();
    const { status, json } = await api.call('PUT', path, { body: renamed(profile, 'New') });
    expect({ status, type: json.type }).toEqual({
      status: 428,
      type: 'urn:jurismap:problem:precondition-required',
    });
  });

  it('refuses who has not seen the current version, and says which that is', async () => {
    const { path, etag, profile } = await register();
    const first = await api.call('PUT', path, {
      body: renamed(profile, 'First'),
      headers: { 'if-match': etag },
    });
    const second = await api.call('PUT', path, {
      body: renamed(profile, 'Second'),
      headers: { 'if-match': etag },
    });
    expect(second.status).toBe(412);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect((await api.call('GET', path)).json).toMatchObject({ name: 'First', version: 2 });
  });

  it.each([
    ['a list with the right one', (tag: string) => `"other", ${tag}`, 200],
    ['anything', () => '*', 200],
    ['a weak tag', (tag: string) => `W/${tag}`, 412],
    ['nonsense', () => 'nonsense', 412],
  ])('may be %s', async (_, header, status) => {
    const { path, etag, profile } = await register();
    const sent = { body: renamed(profile, 'New'), headers: { 'if-match': header(etag) } };
    expect(await api.call('PUT', path, sent)).toMatchObject({ status });
  });

  it('lets one of many writers through', async () => {
    const { path, etag, profile } = await register();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        api.call('PUT', path, { body: renamed(profile, `Name ${i}`), headers: { 'if-match': etag } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await api.call('GET', path)).json).toMatchObject({ name: winner?.json.name, version: 2 });
  });
});

describe('a system', () => {
  it('cannot be registered twice', async () => {
    const { profile } = await register();
    expect(await api.call('POST', '/v1/systems', { body: profile })).toMatchObject({
      status: 409,
      json: { type: 'urn:jurismap:problem:already-exists' },
    });
  });

  it('keeps its id', async () => {
    const { path, etag, profile } = await register();
    const body = { ...profile, system: { ...profile.system, id: 'other' } };
    expect(await api.call('PUT', path, { body, headers: { 'if-match': etag } })).toMatchObject({
      status: 400,
      json: { errors: [{ pointer: '/system/id' }] },
    });
  });

  it('cannot be changed before it is registered', async () => {
    const body = await hiringProfile('nobody');
    expect(await api.call('PUT', '/v1/systems/nobody', { body, headers: { 'if-match': '*' } })).toMatchObject(
      {
        status: 404,
      },
    );
  });
});

describe('Idempotency-Key', () => {
  const create = (profile: unknown, key: string, token?: string) =>
    api.call('POST', '/v1/systems', {
      body: profile,
      headers: { 'idempotency-key': key },
      ...(token !== undefined && { token }),
    });
  const seen = ({ status, headers, json }: Received) => ({
    status,
    json,
    etag: headers.get('etag'),
    location: headers.get('location'),
  });

  it('repeats the first answer, and says that it does', async () => {
    const profile = await hiringProfile('once');
    const first = await create(profile, 'key-1');
    const second = await create(profile, 'key-1');
    expect(first.status).toBe(201);
    expect(seen(second)).toEqual(seen(first));
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
  });

  it('refuses another request with the same key', async () => {
    await create(await hiringProfile('one'), 'key-2');
    const other = await create(await hiringProfile('two'), 'key-2');
    expect(other).toMatchObject({ status: 422, json: { type: 'urn:jurismap:problem:key-reused' } });
    expect(await api.call('GET', '/v1/systems/two')).toMatchObject({ status: 404 });
    const assessed = await api.call('POST', '/v1/systems/one/assessments', {
      headers: { 'idempotency-key': 'key-2' },
    });
    expect(assessed).toMatchObject({ status: 422 });
  });

  it('carries concurrent repetitions out once', async () => {
    const profile = await hiringProfile('crowd');
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(profile, 'key-3')));
    const created = answers.filter(({ status }) => status === 201);
    expect(new Set(created.map(({ json }) => JSON.stringify(json))).size).toBe(1);
    for (const { status, json, headers } of answers.filter((answer) => answer.status !== 201)) {
      expect({ status, type: json.type }).toEqual({ status: 409, type: 'urn:jurismap:problem:in-progress' });
      expect(headers.get('retry-after')).toBe('1');
    }
    expect(seen(await create(profile, 'key-3'))).toEqual(seen(created[0] as Received));
    expect((await api.call('GET', '/v1/systems/crowd/versions')).json.versions).toHaveLength(1);
  });

  it('belongs to a tenant', async () => {
    const profile = await hiringProfile('shared');
    const theirs = await api.token({ 'custom:tenant': 'other' });
    expect((await create(profile, 'key-4')).headers.get('idempotency-replayed')).toBeNull();
    const second = await create(profile, 'key-4', theirs);
    expect({ status: second.status, replayed: second.headers.get('idempotency-replayed') }).toEqual({
      status: 201,
      replayed: null,
    });
  });

  it('is free again when the request failed', async () => {
    const { profile } = await register();
    expect(await create(profile, 'key-5')).toMatchObject({ status: 201 });
    const changed = renamed(profile, 'Other content');
    expect(await create(changed, 'key-6')).toMatchObject({
      status: 409,
      json: { title: 'It exists already' },
    });
    expect(await create(changed, 'key-6')).toMatchObject({
      status: 409,
      json: { title: 'It exists already' },
    });
  });

  it('finds the work of an attempt that died before it could answer', async () => {
    const { path, profile, etag } = await register();
    const retried = await create(profile, 'key-7');
    expect({ status: retried.status, etag: retried.headers.get('etag') }).toEqual({ status: 201, etag });
    expect((await api.call('GET', `${path}/versions`)).json.versions).toHaveLength(1);
  });

  it('works for assessments too', async () => {
    const { path } = await register();
    const assess = () =>
      api.call('POST', `${path}/assessments`, {
        body: { asOf: '2027-01-01' },
        headers: { 'idempotency-key': `assess ${path}`.replaceAll(/\W/g, '-') },
      });
    const first = await assess();
    expect(first.status).toBe(201);
    expect((await assess()).json).toEqual(first.json);
  }, 30_000);

  it.each(['', 'with blanks', 'ä', 'x'.repeat(256)])('cannot be "%s"', async (key) => {
    const raw = Buffer.from(key, 'utf8').toString('latin1');
    expect(await create(await hiringProfile('never'), raw)).toMatchObject({
      status: 400,
      json: { errors: [{ in: 'header', pointer: '/idempotency-key' }] },
    });
  });
});
