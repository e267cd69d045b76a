import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../engine/facts.ts';
import type { Profile } from '../../engine/profile.ts';
import { type Checking, writtenBy } from '../../test/fixtures/small-check.ts';
import { withRules } from '../../test/fixtures/small-pack.ts';
import { type Json, listAt, objectAt } from '../../test/reporters/oscal-rules.ts';
import { version } from '../version.ts';
import { oscal } from './oscal.ts';
import { oscalPoam } from './oscal-poam.ts';

const HIRING: Facts = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };
const LOGS: Profile['evidence'] = { 'event-logging': { status: 'implemented' } };

function planOf(profiles: Readonly<Record<string, Partial<Profile>>>, options: Checking = {}): Json {
  return objectAt(JSON.parse(writtenBy(oscalPoam, profiles, options)), 'plan-of-action-and-milestones');
}

function titlesIn(plan: Json): unknown[] {
  return listAt(plan, 'poam-items').map(({ title }) => title);
}

it('writes a whole document', () => {
  const expected = readFileSync(join(import.meta.dirname, 'fixtures', 'oscal-poam.json'), 'utf8');
  const text = writtenBy(oscalPoam, {
    'a.yaml': {
      system: {
        id: 'ranker',
        name: 'Ranker',
        version: '1.2',
        description: 'Ranks people.',
        owner: { name: 'Talent team', email: 'talent@example.org' },
      },
      facts: { ...HIRING, markets: ['EU', 'GB'] },
      evidence: {
        'event-logging': {
          status: 'partial',
          owner: 'Platform',
          reviewed: '2026-09-01',
          expires: '2027-09-01',
          links: ['https://example.org/logs'],
          note: 'Errors only',
        },
      },
    },
  });
  expect(text).toBe(expected.replace('"value": "VERSION"', `"value": "${version()}"`));
});

it('puts first what is most urgent: prohibited, owed, to come by its day, accepted, unknown, not looked at', () => {
  const duty = (id: string, more: string): string =>
    `{ id: ${id}, kind: duty, title: ${id}, cite: Art. 5, roles: [deployer], control: oversight, relation: equal, ${more} }`;
  const pack = withRules(
    duty('later', 'applies: [{ from: 2028-01-01 }]'),
    duty('soon', 'applies: [{ from: 2027-01-01 }]'),
    duty('low', 'severity: low'),
    duty('high', 'severity: high'),
    duty('accepted', ''),
    duty('half', '').replace('oversight', '[oversight, event-logging]'),
    duty('open', 'when: { kind: one }'),
    duty('advice', 'force: guidance'),
    '{ id: no-tricks, kind: prohibition, title: No tricks, cite: Art. 4, when: { flag: true } }',
  ).pack;
  const waivers = [{ rule: 'small-act/accepted', reason: 'Soon', approver: 'CIO', expires: '2026-12-31' }];
  const facts = { ...HIRING, markets: ['EU', 'KR'], flag: true };
  const plan = planOf({ 'a.yaml': { facts, evidence: LOGS, waivers } }, { packs: [pack] });
  expect(titlesIn(plan)).toEqual([
    'No tricks',
    'high (deployer)',
    'low (deployer)',
    'half (deployer)',
    'soon (deployer)',
    'later (deployer)',
    'accepted (deployer)',
    'State kind: Is it?',
    'No pack for KR: what the law of that place asks was not looked at.',
  ]);
});

describe('a fact that nobody has stated', () => {
  it('is one item with everything that waits for it', () => {
    const plan = planOf({ 'a.yaml': { facts: { markets: ['EU'], roles: ['deployer'] } } });
    expect(listAt(plan, 'poam-items')).toMatchObject([
      {
        title: 'State use.purposes: Is it?',
        description: expect.stringContaining('2 findings depend on it'),
        'related-findings': [{ 'finding-uuid': objectAt(plan, 'findings', 0).uuid }],
        'related-observations': [{}],
      },
    ]);
  });

  it('is the one on which the reach of an instrument depends', () => {
    const plan = planOf({ 'a.yaml': { facts: {} } });
    expect(titlesIn(plan)).toEqual(['State markets: Is it?']);
    expect(listAt(plan, 'findings')).toHaveLength(1);
  });
});

describe('a plan without anything to do', () => {
  it('is to check again, on the day the result changes by itself', () => {
    const evidence = { 'event-logging': { status: 'implemented' as const, expires: '2027-09-01' } };
    const plan = planOf({ 'a.yaml': { facts: HIRING, evidence } });
    expect(listAt(plan, 'poam-items')).toMatchObject([
      {
        title: 'Check again on 2027-09-02',
        description: expect.stringContaining('found nothing else to do.\n\nExit code 0 (pass)'),
      },
    ]);
    expect(plan.risks).toBeUndefined();
  });

  it('does not look like a pass where nothing is in scope', () => {
    const plan = planOf({ 'a.yaml': { facts: { ...HIRING, markets: [] } } });
    expect(listAt(plan, 'poam-items')).toMatchObject([
      {
        title: 'Check again when anything changes',
        description: expect.stringContaining('That says nothing about other laws.'),
      },
    ]);
  });
});

it('has the UUIDs of the assessment results', () => {
  const profiles = { 'a.yaml': { facts: HIRING } };
  const [result] = listAt(JSON.parse(writtenBy(oscal, profiles)), 'assessment-results', 'results');
  const plan = planOf(profiles);
  const uuidsOf = (of: unknown): unknown[] =>
    [...listAt(of, 'findings'), ...listAt(of, 'risks')].map(({ uuid }) => uuid);
  expect(uuidsOf(plan)).toEqual(uuidsOf(result));
  expect(uuidsOf(plan)).toHaveLength(2);
});

it('says of each item which of several systems it is about', () => {
  const plan = planOf({
    'a.yaml': { system: { id: 'a', name: 'A' }, facts: HIRING },
    'b.yaml': { system: { id: 'b', name: 'B' }, facts: HIRING, evidence: LOGS },
  });
  expect(titlesIn(plan)).toEqual(['A: Keep logs (deployer)', 'B: Check again when anything changes']);
  const systems = listAt(plan, 'poam-items').map((item) => objectAt(item, 'props', 0));
  expect(systems).toMatchObject([
    { name: 'system', value: 'a' },
    { name: 'system', value: 'b' },
  ]);
  expect(plan['system-id']).toMatchObject({ 'identifier-type': 'https://ietf.org/rfc/rfc4122' });
  expect(planOf({ 'a.yaml': { system: { id: 'a', name: 'A' } } })['system-id']).toEqual({
    'identifier-type': 'urn:jurismap:oscal:system-id',
    id: 'a',
  });
});
