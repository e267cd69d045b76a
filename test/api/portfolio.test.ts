import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, hiringProfile, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  const profile = await hiringProfile('ranker');
  await api.call('POST', '/v1/systems', { body: profile });
  const owner = { name: 'Somebody / else' };
  const other = { ...profile.system, id: 'other', name: 'Other', owner };
  await api.call('POST', '/v1/systems', { body: { ...profile, system: other } });
  await api.work();
}, 120_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  expect(api.deadLetters()).toEqual([]);
  await api.close();
});

interface Numbers {
  findings: number;
  systems: number;
}
type Row = { value: string; counts: Record<string, Numbers> };

async function rows(by: string): Promise<Row[]> {
  return (await api.call('GET', `/v1/portfolio?by=${by}`)).json.rows;
}

/** Findings of a system as they are listed one by one. */
async function findings(system: string, query = ''): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = `limit=1000${query}${cursor && `&cursor=${cursor}`}`;
    const { json } = await api.call('GET', `/v1/systems/${system}/findings?${page}`);
    for (const { outcome, force } of json.findings) {
      if (outcome !== 'not-applicable' && force === 'binding') counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    cursor = json.cursor;
  }
  return counts;
}

function plain({ counts }: Row): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([state, { findings: number }]) => [state, number]));
}

const doubled = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).map(([outcome, count]) => [outcome, 2 * count]));

describe('the portfolio', () => {
  it('counts what the findings of all systems come to', async () => {
    const { json } = await api.call('GET', '/v1/portfolio');
    expect(json).toMatchObject({ by: 'status', systems: { assessed: 2, notAssessable: 0 }, cursor: null });
    const binding = json.rows.find(({ value }: Row) => value === 'binding');
    expect(plain(binding)).toEqual(doubled(await findings('ranker')));
    for (const { systems } of Object.values<Numbers>(binding.counts)) expect(systems).toBe(2);
  });

  it('counts by place and by control, binding law only', async () => {
    const places = await rows('jurisdiction');
    const eu = places.find(({ value }) => value === 'EU') as Row;
    expect(plain(eu)).toEqual(doubled(await findings('ranker', '&jurisdiction=EU')));
    const controls = await rows('control');
    const logging = controls.find(({ value }) => value === 'event-logging') as Row;
    expect(plain(logging)).toEqual(doubled(await findings('ranker', '&control=event-logging')));
  });

  it('counts by owner, page by page', async () => {
    const first = (await api.call('GET', '/v1/portfolio?by=owner&limit=1')).json;
    const { json: second } = await api.call('GET', `/v1/portfolio?by=owner&limit=1&cursor=${first.cursor}`);
    expect(second.cursor).toBeNull();
    const owners: Row[] = [...first.rows, ...second.rows];
    expect(owners.map(({ value }) => value).sort()).toEqual(
      ['Shortlist product team', 'Somebody / else'].sort(),
    );
    for (const owner of owners) expect(plain(owner)).toEqual(await findings('ranker'));
  });

  it('counts by month what begins', async () => {
    const { json } = await api.call('GET', '/v1/systems/ranker/findings?outcome=upcoming&limit=1000');
    const months = new Set(
      json.findings.map(({ appliesFrom }: { appliesFrom: string }) => appliesFrom.slice(0, 7)),
    );
    const counted = (await rows('deadline')).filter(({ counts }) => counts.starts).map(({ value }) => value);
    expect(months).toEqual(new Set([...months, ...counted]));
    expect(counted.length).toBeGreaterThan(0);
  });

  it('names the systems that have findings of a kind', async () => {
    const { json } = await api.call(
      'GET',
      '/v1/portfolio/systems?outcome=upcoming&jurisdiction=EU&force=binding',
    );
    const expected = (await findings('ranker', '&jurisdiction=EU')).upcoming;
    expect(
      json.systems.map(({ system, counts }: { system: string; counts: object }) => [system, counts]),
    ).toEqual([
      ['other', { upcoming: expected }],
      ['ranker', { upcoming: expected }],
    ]);
    const mine = await api.call(
      'GET',
      `/v1/portfolio/systems?owner=${encodeURIComponent('Somebody / else')}`,
    );
    expect(mine.json.systems.map(({ system }: { system: string }) => system)).toEqual(['other']);
    const soon = await api.call('GET', '/v1/portfolio/systems?before=2020-01-01');
    expect(soon.json.systems).toEqual([]);
  });

  it('follows an owner and a declaration', async () => {
    const evidence = { of: 'event-logging', status: 'implemented', expires: '2099-01-31' };
    await api.call('POST', '/v1/systems/other/evidence', { body: evidence });
    await api.call('POST', '/v1/systems/other/owners', { body: { of: null, owner: { name: 'A third' } } });
    await api.work();
    const owners = await rows('owner');
    expect(owners.map(({ value }) => value).sort()).toEqual(['A third', 'Shortlist product team'].sort());
    expect(plain(owners.find(({ value }) => value === 'A third') as Row)).toEqual(await findings('other'));
    const total = await findings('other');
    for (const [outcome, count] of Object.entries(await findings('ranker')))
      total[outcome] = (total[outcome] ?? 0) + count;
    expect(plain((await rows('status')).find(({ value }) => value === 'binding') as Row)).toEqual(total);
  });

  it('is of one tenant', async () => {
    const token = await api.token({ 'custom:tenant': 'rival' });
    const { json } = await api.call('GET', '/v1/portfolio', { token });
    expect(json).toMatchObject({ systems: { assessed: 0, notAssessable: 0 }, rows: [] });
    expect((await api.call('GET', '/v1/portfolio/systems', { token })).json.systems).toEqual([]);
  });
});
