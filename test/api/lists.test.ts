import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, hiringProfile, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    await api.call('POST', '/v1/systems', { body: await hiringProfile(id) });
  }
  await api.call('POST', '/v1/systems/a/assessments', { body: { asOf: '2028-03-01' } });
}, 60_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  await api.close();
});

interface Found {
  pack: string;
  jurisdiction: string;
  rule: string;
  role: string | null;
  outcome: string;
  severity: string;
  kind: string;
  controls: string[];
}

/** Every page of a list, each with at most `limit` things. */
async function pages(path: string, key: string, limit: number): Promise<unknown[][]> {
  const all: unknown[][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, json } = await api.call('GET', `${path}limit=${limit}${from}`);
    expect(status).toBe(200);
    all.push(json[key]);
    cursor = json.cursor;
  }
  return all;
}

describe('pages', () => {
  it('hold every system once', async () => {
    const found = await pages('/v1/systems?', 'systems', 2);
    expect(found.map((page) => page.map((system) => Object(system).id))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e'],
    ]);
  });

  it('hold every finding once', async () => {
    const { json } = await api.call('GET', '/v1/systems/a/findings?limit=1000');
    const found = (await pages('/v1/systems/a/findings?', 'findings', 300)).flat();
    expect(found.slice(0, 1000)).toEqual(json.findings);
    expect(found.length).toBe(json.total);
  });

  it('hold every version and assessment once', async () => {
    for (const version of ['2', '3', '4']) {
      const profile = await hiringProfile('e');
      profile.system.version = version;
      await api.call('PUT', '/v1/systems/e', { body: profile, headers: { 'if-match': '*' } });
      await api.call('POST', '/v1/systems/e/assessments', { body: { asOf: '2027-01-01' } });
    }
    const versions = await pages('/v1/systems/e/versions?', 'versions', 3);
    expect(versions.map((page) => page.map((each) => Object(each).version))).toEqual([[4, 3, 2], [1]]);
    const history = await pages('/v1/systems/e/assessments?pack=eu-ai-act&', 'assessments', 2);
    expect(history.map((page) => page.map((each) => Object(each).sequence))).toEqual([[3, 2], [1]]);
  }, 60_000);
});

describe('a cursor', () => {
  const first = async (path: string) => (await api.call('GET', path)).json.cursor;
  const use = (path: string, cursor: string, token?: string) =>
    api.call('GET', `${path}&cursor=${encodeURIComponent(cursor)}`, token === undefined ? {} : { token });
  const REFUSED = { status: 400, json: { errors: [{ in: 'query', pointer: '/cursor' }] } };

  it('is refused when it was altered', async () => {
    const cursor = await first('/v1/systems?limit=2');
    const [start, mark] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const altered of [
      written([`${start}x`, mark]),
      written([start, mark.replace(/^./, (c: string) => (c === '0' ? '1' : '0'))]),
      written([start]),
      written({ start }),
      written(null),
      'nonsense',
      `${cursor}%00`,
      'x'.repeat(1999),
    ]) {
      expect(await use('/v1/systems?limit=2', altered)).toMatchObject(REFUSED);
    }
  });

  it('is refused in the hands of another tenant', async () => {
    const cursor = await first('/v1/systems?limit=2');
    const token = await api.token({ 'custom:tenant': 'other' });
    expect(await use('/v1/systems?limit=2', cursor, token)).toMatchObject(REFUSED);
  });

  it('is refused for another list, or other filters', async () => {
    const cursor = await first('/v1/systems/a/findings?limit=2&kind=duty');
    expect(await use('/v1/systems/a/findings?limit=2&kind=duty', cursor)).toMatchObject({ status: 200 });
    expect(await use('/v1/systems/a/findings?limit=2', cursor)).toMatchObject(REFUSED);
    expect(await use('/v1/systems?limit=2', cursor)).toMatchObject(REFUSED);
  });

  it('of findings is refused once there are newer ones', async () => {
    await api.call('POST', '/v1/systems/b/assessments', { body: { asOf: '2027-01-01' } });
    const cursor = await first('/v1/systems/b/findings?limit=2');
    await api.call('POST', '/v1/systems/b/assessments', { body: { asOf: '2028-03-01' } });
    expect(await use('/v1/systems/b/findings?limit=2', cursor)).toMatchObject(REFUSED);
  }, 30_000);
});

describe('filters of findings', () => {
  const PATH = '/v1/systems/a/findings?';
  const found = async (filter: string) => (await pages(`${PATH}${filter}`, 'findings', 1000)).flat();
  let all: Found[];
  beforeAll(async () => {
    all = (await found('')) as Found[];
  });

  it.each<[string, (finding: Found) => boolean]>([
    ['outcome=gap', ({ outcome }) => outcome === 'gap'],
    ['outcome=gap,met', ({ outcome }) => outcome === 'gap' || outcome === 'met'],
    ['outcome=gap&outcome=met', ({ outcome }) => outcome === 'gap' || outcome === 'met'],
    ['status=met', ({ outcome }) => outcome === 'met'],
    ['severity=high', ({ severity }) => severity === 'high'],
    ['kind=prohibition', ({ kind }) => kind === 'prohibition'],
    ['control=human-oversight', ({ controls }) => controls.includes('human-oversight')],
    ['role=provider', ({ role }) => role === 'provider'],
    ['jurisdiction=EU', ({ jurisdiction }) => jurisdiction === 'EU'],
    ['jurisdiction=US', ({ jurisdiction }) => jurisdiction.startsWith('US')],
    ['jurisdiction=international', ({ jurisdiction }) => jurisdiction === 'international'],
    ['pack=eu-ai-act', ({ pack }) => pack === 'eu-ai-act'],
    ['pack=other', () => false],
    [
      'kind=duty&role=provider&outcome=gap',
      ({ kind, role, outcome }) => kind === 'duty' && role === 'provider' && outcome === 'gap',
    ],
  ])('%s', async (filter, wanted) => {
    expect(await found(`${filter}&`)).toEqual(all.filter(wanted));
  });

  it('leave something to see and something out', () => {
    for (const outcome of ['gap', 'met', 'applies', 'not-applicable']) {
      expect(all.map((finding) => finding.outcome)).toContain(outcome);
    }
  });

  it('find nothing where nobody has looked, and say so', async () => {
    const { json } = await api.call('GET', '/v1/systems/c/findings');
    expect(json).toMatchObject({ assessments: [], findings: [], total: 0, cursor: null });
  });
});
