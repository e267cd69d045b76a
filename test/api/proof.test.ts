import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProfile } from '../../engine/check-profile.ts';
import { dayAfter } from '../../engine/day.ts';
import { evaluate } from '../../engine/evaluate.ts';
import { rules } from '../../functions/http/rules.ts';
import { type AssessmentRecord, saveAssessment } from '../../store/assessments.ts';
import { createSystem, updateSystem } from '../../store/systems.ts';
import type { Table } from '../../store/table.ts';
import { type Api, hiringProfile, startApi } from './api.ts';
import { inDays } from './days.ts';

let api: Api;
let table: Table;
beforeAll(async () => {
  api = await startApi();
  ({ table } = await api.table());
}, 60_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  await api.close();
});

const FIRST = '2026-01-10';
const PACKS = rules.packs.filter(({ id }) => ['us-co-sb26-189', 'us-nyc-ll144', 'us-sr-26-2'].includes(id));

/** Ten days of a system: a profile that changes, and on some days an assessment under some packs. */
async function tenDays(system: string): Promise<AssessmentRecord[]> {
  const records: AssessmentRecord[] = [];
  const profile = checkProfile(await hiringProfile(system), rules.catalogue);
  for (let day = 0; day < 10; day++) {
    const change = { by: 'counsel', at: `${dayAfter(FIRST, day)}T12:00:00.000Z` };
    const now = { ...profile, system: { ...profile.system, description: `day ${day}` } };
    if (day === 0) await createSystem(table, 'acme', now, change);
    else await updateSystem(table, 'acme', now, day, change);
    const wanted = PACKS.filter((_, i) => day > 1 && (day + i) % (i + 2) === 0);
    for (const pack of wanted) {
      const assessment = evaluate(now, pack, rules.catalogue, dayAfter('2027-06-01', day));
      const basis = { profileVersion: day + 1, declared: 0 };
      records.push(await saveAssessment(table, 'acme', system, assessment, basis, change));
    }
  }
  return records;
}

describe('findings as of a past day', () => {
  let records: AssessmentRecord[];
  beforeAll(async () => {
    records = await tenDays('past');
  });
  const days = Array.from({ length: 13 }, (_, i) => dayAfter(FIRST, i - 1));

  it.each(days)('are those of the last assessments by %s', async (on) => {
    const last = new Map(records.filter(({ at }) => at.slice(0, 10) <= on).map((one) => [one.pack, one]));
    const expected = [...last.values()].map(({ record }) => record).sort();
    const { json } = await api.call('GET', `/v1/systems/past/findings?on=${on}&limit=1000`);
    const { json: listed } = await api.call('GET', `/v1/systems/past/assessments?on=${on}`);
    for (const { assessments, remark } of [json, listed]) {
      expect(assessments.map(({ record }: AssessmentRecord) => record).sort()).toEqual(expected);
      if (expected.length > 0) expect(remark).toBeNull();
      else expect(remark).toContain(`nobody had looked at this system by the end of ${on}`);
    }
    expect(json.on).toBe(on);
    const counted = [...last.values()].flatMap(({ counts }) => Object.values(counts));
    expect(json.total).toBe(counted.reduce((sum, count) => sum + count, 0));
    const { json: one } = await api.call('GET', `/v1/systems/past/assessments?on=${on}&pack=us-sr-26-2`);
    expect(one.assessments.map(({ record }: AssessmentRecord) => record)).toEqual(
      last.has('us-sr-26-2') ? [last.get('us-sr-26-2')?.record] : [],
    );
  });

  it('are today those of the current assessments, whatever day of the law they evaluate', async () => {
    const { json } = await api.call('GET', `/v1/systems/past/findings?on=${inDays(0)}&limit=1000`);
    const { json: now } = await api.call('GET', '/v1/systems/past/findings?limit=1000');
    expect(json).toEqual({ ...now, on: inDays(0) });
    expect(now.assessments[0].asOf > inDays(0)).toBe(true);
  });

  it('are refused for a day to come, and for none of the calendar', async () => {
    for (const on of [inDays(1), '2026-02-30']) {
      const { status, json } = await api.call('GET', `/v1/systems/past/findings?on=${on}`);
      expect([status, json.errors[0].pointer]).toEqual([400, '/on']);
    }
  });

  it('are seen by no other tenant', async () => {
    const token = await api.token({ 'custom:tenant': 'other' });
    const on = inDays(0);
    expect((await api.call('GET', `/v1/systems/past/findings?on=${on}`, { token })).status).toBe(404);
    expect((await api.call('GET', `/v1/systems/past/assessments?on=${on}`, { token })).status).toBe(404);
  });
});
