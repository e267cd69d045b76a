import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { today } from '../../functions/http/now.ts';
import { type Api, hiringProfile, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(() => api?.close());

const ASSESSED = '2028-03-01';

describe('from a profile to defensible findings', () => {
  it('registers, assesses, reads findings, explains and asks', async () => {
    const profile = await hiringProfile('hiring');
    const created = await api.call('POST', '/v1/systems', { body: profile });
    expect(created).toMatchObject({ status: 201, json: { id: 'hiring', version: 1 } });
    expect(created.headers.get('location')).toBe('/v1/systems/hiring');

    const read = await api.call('GET', '/v1/systems/hiring');
    expect(read.json).toEqual({ ...created.json, profile: { ...profile, measurements: {} } });
    expect(read.headers.get('etag')).toBe(created.headers.get('etag'));

    const assessed = await api.call('POST', '/v1/systems/hiring/assessments', { body: { asOf: ASSESSED } });
    expect(assessed).toMatchObject({
      status: 201,
      json: { asOf: ASSESSED, gate: { result: 'gap' }, uncovered: expect.arrayContaining(['NL', 'US-NY']) },
    });
    const assessment = assessed.json.assessments.find(({ pack }: { pack: string }) => pack === 'eu-ai-act');
    expect(assessment).toMatchObject({ pack: 'eu-ai-act', sequence: 1, profileVersion: 1, by: 'counsel' });

    const { json } = await api.call('GET', '/v1/systems/hiring/findings?limit=1000&pack=eu-ai-act');
    expect(json).toMatchObject({ system: 'hiring', version: 1, cursor: null, assessments: [assessment] });
    expect(json.findings).toHaveLength(json.total);
    const oversight = json.findings.find((finding: { rule: string }) =>
      finding.rule.startsWith('annex-iii-4-a'),
    );
    expect(oversight).toMatchObject({
      pack: 'eu-ai-act',
      jurisdiction: 'EU',
      kind: 'class',
      outcome: 'applies',
    });

    const query = `pack=eu-ai-act&rule=${oversight.rule}&asOf=${ASSESSED}`;
    const explained = await api.call('GET', `/v1/systems/hiring/explain?${query}`);
    const { pack: _, jurisdiction: __, ...finding } = oversight;
    expect(explained.json).toMatchObject({ pack: 'eu-ai-act', asOf: ASSESSED, finding });
    expect(explained.json.url).toMatch(/^https:\/\/eur-lex\.europa\.eu\/.+#anx_III$/);
    expect(explained.json.steps.length).toBeGreaterThan(0);

    const asked = await api.call('GET', `/v1/systems/hiring/ask?asOf=${ASSESSED}&packs=eu-ai-act&limit=2`);
    expect(asked.json.questions.length).toBeLessThanOrEqual(2);
    expect(asked.json.total).toBeGreaterThanOrEqual(asked.json.questions.length);
  }, 60_000);

  it('finds the same without storing anything', async () => {
    const profile = await hiringProfile('hiring');
    const body = { profile, asOf: ASSESSED, packs: ['eu-ai-act'] };
    const { json } = await api.call('POST', '/v1/evaluate', { body });
    const stored = await api.call('GET', '/v1/systems/hiring/assessments/eu-ai-act/1');
    const { sequence, profileVersion, counts, by, at, record, previous, ...assessment } = stored.json;
    expect(json.assessments).toEqual([assessment]);
    expect({ sequence, profileVersion, by, previous }).toEqual({
      sequence: 1,
      profileVersion: 1,
      by: 'counsel',
      previous: null,
    });
    expect(Object.values(counts).reduce((sum, n) => Number(sum) + Number(n), 0)).toBe(
      assessment.findings.length,
    );
    expect(at <= new Date().toISOString()).toBe(true);
    expect(record).toMatch(/^[0-9a-f]{64}$/);
  }, 60_000);

  it('asks about a profile that is not stored', async () => {
    const profile = { jurismap: 1, system: { id: 'idea', name: 'Idea' }, facts: { markets: ['EU'] } };
    const before = today();
    const { status, json } = await api.call('POST', '/v1/ask', { body: { profile, limit: 3 } });
    expect({ status, shown: json.questions.length }).toEqual({ status: 200, shown: 3 });
    expect(json.total).toBeGreaterThan(3);
    // Midnight may fall in between.
    expect([before, today()]).toContain(json.asOf);
  }, 60_000);

  it('keeps every version and every assessment', async () => {
    const first = await api.call('GET', '/v1/systems/hiring');
    const changed = await hiringProfile('hiring');
    changed.system.version = '5.0.0';
    const updated = await api.call('PUT', '/v1/systems/hiring', {
      body: changed,
      headers: { 'if-match': first.headers.get('etag') ?? '' },
    });
    expect(updated).toMatchObject({ status: 200, json: { version: 2, createdAt: first.json.createdAt } });
    const again = await api.call('PUT', '/v1/systems/hiring', {
      body: changed,
      headers: { 'if-match': updated.headers.get('etag') ?? '' },
    });
    expect(again.json, 'the same profile adds no version').toEqual(updated.json);

    const versions = (await api.call('GET', '/v1/systems/hiring/versions')).json.versions;
    expect(versions.map((each: { version: number }) => each.version)).toEqual([2, 1]);
    expect(versions[0].previous).toBe(versions[1].record);
    const old = await api.call('GET', '/v1/systems/hiring/versions/1');
    expect(old.json).toEqual({ ...versions[1], profile: first.json.profile });

    const body = { asOf: ASSESSED, packs: ['eu-ai-act'] };
    await api.call('POST', '/v1/systems/hiring/assessments', { body });
    await api.call('POST', '/v1/systems/hiring/assessments', { body });
    const current = await api.call('GET', '/v1/systems/hiring/assessments');
    const ours = current.json.assessments.filter(({ pack }: { pack: string }) => pack === 'eu-ai-act');
    expect(ours, 'assessing again changes nothing').toMatchObject([{ sequence: 2, profileVersion: 2 }]);
    const history = (await api.call('GET', '/v1/systems/hiring/assessments?pack=eu-ai-act')).json.assessments;
    expect(history.map((each: { sequence: number }) => each.sequence)).toEqual([2, 1]);
    expect(history[0].previous).toBe(history[1].record);
  }, 60_000);

  it('explains a finding of an older version', async () => {
    const path = '/v1/systems/hiring/explain?pack=eu-ai-act&rule=annex-iii-4-a&asOf=2028-03-01&version=1';
    expect(await api.call('GET', path)).toMatchObject({ status: 200 });
    expect(await api.call('GET', `${path}0`)).toMatchObject({ status: 404 });
  }, 60_000);

  it('never failed', () => expect(api.failures).toEqual([]));
});

describe('what is known without any system', () => {
  it('lists the facts', async () => {
    const { json } = await api.call('GET', '/v1/facts');
    expect(json.facts.map(({ id }: { id: string }) => id)).toContain('use.purposes');
  });

  it('lists the packs and shows one', async () => {
    const { json } = await api.call('GET', '/v1/packs');
    const [summary] = json.packs.filter(({ id }: { id: string }) => id === 'eu-ai-act');
    const pack = (await api.call('GET', '/v1/packs/eu-ai-act')).json;
    const { extent: _, rules, scores, measures, penalties, amendedBy, notes, changes, ...head } = pack;
    expect(head).toEqual({ ...summary, rules: undefined });
    expect(rules).toHaveLength(summary.rules);
    expect(rules.find(({ cite }: { cite: string }) => cite === 'Art. 26(6)').url).toMatch(/#art_26$/);
    expect(await api.call('GET', '/v1/packs/atlantis')).toMatchObject({ status: 404 });
    expect(changes.length).toBeGreaterThan(0);
    expect([scores, measures]).toEqual([[], []]);
    for (const list of [penalties, amendedBy, notes]) expect(list.length).toBeGreaterThan(0);
    const audit = (await api.call('GET', '/v1/packs/us-nyc-ll144')).json;
    expect(audit.measures.length).toBe(2);
    const aia = (await api.call('GET', '/v1/packs/ca-dadm')).json;
    expect(aia.scores.map(({ id }: { id: string }) => id)).toContain('current-impact');
  });
});
