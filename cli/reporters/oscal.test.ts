import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { baselineOf } from '../../engine/baseline.ts';
import { evaluate } from '../../engine/evaluate.ts';
import type { Facts } from '../../engine/facts.ts';
import type { Profile } from '../../engine/profile.ts';
import { type Checking, writtenBy } from '../../test/fixtures/small-check.ts';
import { catalogue, profile, withRules } from '../../test/fixtures/small-pack.ts';
import { type Json, listAt, objectAt } from '../../test/reporters/oscal-rules.ts';
import { PolicyFileSchema } from '../check/policy.ts';
import { version } from '../version.ts';
import { oscal } from './oscal.ts';

const HIRING: Facts = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };

/** The small act with a rule of each further kind. */
const WIDER = withRules(
  '{ id: no-tricks, kind: prohibition, title: No tricks, cite: Art. 4, when: { flag: true } }',
  '{ id: no-spying, kind: prohibition, title: No spying, cite: Art. 5, when: { kind: one }, applies: [{ from: 2027-01-01 }] }',
  '{ id: tell, kind: duty, title: Tell, cite: Art. 6, roles: [deployer], control: event-logging, relation: equal, applies: [{ from: 2027-02-01 }] }',
  '{ id: be-kind, kind: duty, title: Be kind, cite: Art. 7, roles: [deployer], control: event-logging, relation: equal, force: guidance }',
).pack;

function resultsOf(profiles: Readonly<Record<string, Partial<Profile>>>, options: Checking = {}): Json[] {
  return listAt(JSON.parse(writtenBy(oscal, profiles, options)), 'assessment-results', 'results');
}

function resultOf(facts: Facts, more: Partial<Profile> = {}, options: Checking = {}): Json {
  return objectAt(resultsOf({ 'a.yaml': { facts, ...more } }, { packs: [WIDER], ...options }), 0);
}

/** The finding of a rule of the small act, with its properties by name. */
function findingOf(result: Json, rule: string): { finding: Json; status: Json; props: Json } {
  const finding = listAt(result, 'findings').find(
    ({ target }) => objectAt(target)['target-id'] === `small-act.${rule}`,
  );
  const props = listAt(finding, 'props').map(({ name, value }) => [name, value]);
  return {
    finding: objectAt(finding),
    status: objectAt(finding, 'target', 'status'),
    props: Object.fromEntries(props),
  };
}

function riskOf(result: Json, rule: string): Json | undefined {
  const [related] = listAt(findingOf(result, rule).finding, 'related-risks');
  return listAt(result, 'risks').find(({ uuid }) => uuid === related?.['risk-uuid']);
}

it('writes a whole document', () => {
  const expected = readFileSync(join(import.meta.dirname, 'fixtures', 'oscal.json'), 'utf8');
  const text = writtenBy(oscal, {
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

it('has the policy in it as a file that a check can be given', () => {
  const policy = { failOn: [{ severity: 'high' as const }], allowUndetermined: true, requireScope: false };
  const text = writtenBy(oscal, { 'a.yaml': { facts: HIRING } }, { policy });
  const document = objectAt(JSON.parse(text), 'assessment-results');
  const [resource] = listAt(document, 'back-matter', 'resources');
  const file = Buffer.from(String(objectAt(resource, 'base64').value), 'base64').toString('utf8');
  expect(PolicyFileSchema.parse(JSON.parse(file))).toEqual({ 'jurismap-policy': 1, ...policy });
  expect(objectAt(document, 'import-ap').href).toBe(`#${resource?.uuid}`);
});

describe('a finding', () => {
  const evidence: Profile['evidence'] = { 'event-logging': { status: 'implemented' } };

  it('is satisfied where a duty is met or a prohibition is ruled out', () => {
    const result = resultOf({ ...HIRING, flag: false }, { evidence });
    expect(findingOf(result, 'keep-logs').status).toEqual({ state: 'satisfied', reason: 'pass' });
    expect(findingOf(result, 'no-tricks').status).toEqual({ state: 'satisfied', reason: 'pass' });
    expect(riskOf(result, 'keep-logs')).toBeUndefined();
  });

  it('is not satisfied by a gap, which is a risk with a way out', () => {
    const result = resultOf(HIRING);
    expect(findingOf(result, 'keep-logs')).toMatchObject({
      status: { state: 'not-satisfied', reason: 'fail' },
      props: { outcome: 'gap', reason: 'none-declared', gate: 'gap', severity: 'medium' },
    });
    expect(riskOf(result, 'keep-logs')).toMatchObject({
      status: 'open',
      remediations: [{ lifecycle: 'recommendation', title: 'Show that the duty is met' }],
    });
  });

  it('is not satisfied by a prohibited practice, which is to be stopped', () => {
    const result = resultOf({ ...HIRING, flag: true });
    expect(findingOf(result, 'no-tricks')).toMatchObject({
      status: { state: 'not-satisfied', reason: 'fail' },
      props: { outcome: 'prohibited', gate: 'prohibited' },
    });
    expect(riskOf(result, 'no-tricks')).toMatchObject({
      remediations: [{ title: 'Stop the practice', props: [{ name: 'type', value: 'avoid' }] }],
    });
  });

  it('is not satisfied while it is undetermined, for another reason than a fail', () => {
    const result = resultOf(HIRING);
    const { status, props } = findingOf(result, 'no-tricks');
    expect(status).toEqual({
      state: 'not-satisfied',
      reason: 'other',
      remarks: 'Undetermined: it depends on flag; it can come to clear, prohibited.',
    });
    expect(props).toMatchObject({ outcome: 'undetermined', 'missing-fact': 'flag' });
    expect(riskOf(result, 'no-tricks')).toBeUndefined();
  });

  it('is not satisfied by a waiver, which is an approved deviation to its end', () => {
    const waivers = [{ rule: 'small-act/keep-logs', reason: 'Soon', approver: 'CIO', expires: '2026-12-31' }];
    const result = resultOf(HIRING, { waivers });
    expect(findingOf(result, 'keep-logs')).toMatchObject({
      status: { state: 'not-satisfied', reason: 'other' },
      props: { outcome: 'waived', 'waived-by': 'CIO', 'waived-until': '2026-12-31' },
    });
    expect(riskOf(result, 'keep-logs')).toMatchObject({
      status: 'deviation-approved',
      deadline: '2027-01-01T00:00:00Z',
      remediations: [{ title: 'Accept it until 2026-12-31', description: 'Accepted by CIO: Soon.' }, {}],
    });
  });

  it('names the day of what is to come, and is satisfied by nothing but a duty shown already', () => {
    const gap = resultOf({ ...HIRING, kind: 'one' });
    expect(findingOf(gap, 'tell').status).toMatchObject({
      state: 'not-satisfied',
      remarks: 'Upcoming from 2027-02-01: gap (none declared) if it applied already.',
    });
    expect(riskOf(gap, 'tell')).toMatchObject({
      deadline: '2027-02-01T00:00:00Z',
      remediations: [
        { tasks: [{ type: 'milestone', timing: { 'on-date': { date: '2027-02-01T00:00:00Z' } } }] },
      ],
    });
    expect(findingOf(gap, 'no-spying').status).toMatchObject({ state: 'not-satisfied', reason: 'other' });
    const met = resultOf(HIRING, { evidence });
    expect(findingOf(met, 'tell').status).toMatchObject({ state: 'satisfied', reason: 'other' });
    expect(riskOf(met, 'tell')).toBeUndefined();
  });

  it('is no risk where it is mere advice, unless the policy demands it', () => {
    const isAdvice = resultOf(HIRING);
    expect(findingOf(isAdvice, 'be-kind').status).toEqual({ state: 'not-satisfied', reason: 'fail' });
    expect(riskOf(isAdvice, 'be-kind')).toBeUndefined();
    const policy = {
      failOn: [{ force: ['guidance' as const] }],
      allowUndetermined: false,
      requireScope: false,
    };
    expect(riskOf(resultOf(HIRING, {}, { policy }), 'be-kind')).toBeDefined();
  });

  it('says that the baseline had it', () => {
    const before = evaluate(profile(HIRING), WIDER, catalogue, '2026-11-22');
    const baseline = { system: baselineOf('2026-11-22', [before]) };
    const { finding, props } = findingOf(resultOf(HIRING, {}, { baseline }), 'keep-logs');
    expect(props).toMatchObject({ gate: 'known' });
    expect(finding.description).toContain('It was known from the baseline.');
  });

  it('is left out where a rule does not apply, which is counted', () => {
    const result = resultOf({
      markets: ['EU'],
      roles: ['provider'],
      'use.purposes': ['hiring'],
      flag: false,
    });
    const targets = listAt(result, 'findings').map(({ target }) => objectAt(target)['target-id']);
    expect(targets).toEqual(['small-act.no-tricks', 'small-act.no-spying']);
    expect(objectAt(result, 'observations', 0).description).toContain('3 not applicable');
  });
});

describe('an instrument', () => {
  it('whose reach is unknown is one question', () => {
    const result = resultOf({ roles: ['deployer'] });
    expect(listAt(result, 'findings')).toHaveLength(1);
    expect(findingOf(result, 'in-scope')).toMatchObject({
      finding: { description: expect.stringContaining('depends on markets; 6 findings may hang on it') },
      status: { state: 'not-satisfied', reason: 'other' },
      props: { outcome: 'undetermined', gate: 'undetermined', 'missing-fact': 'markets' },
    });
  });

  it('that does not reach a system shows nothing to be in order', () => {
    const result = resultOf({ ...HIRING, markets: ['KR'] });
    expect(result.findings).toBeUndefined();
    expect(result.description).toContain(
      'No binding law of the packs looked at is known to reach the system.',
    );
    expect(result['reviewed-controls']).toMatchObject({
      'control-selections': [{ description: expect.stringContaining('shows no control to be in place') }],
    });
  });
});

it('tells waivers that do not count, places without a pack and tables nobody reads', () => {
  const result = resultOf(HIRING, {
    facts: { ...HIRING, markets: ['EU', 'KR'] },
    waivers: [{ rule: 'small-act/keep-logs', reason: 'Soon', approver: '*CIO*', expires: '2026-01-01' }],
  });
  const notices = [
    'No pack for KR: what',
    'The waiver of small-act/keep-logs by \\*CIO\\* does not count: it lapsed',
  ];
  for (const notice of notices) {
    expect(result.description).toContain(notice);
    expect(listAt(result, 'observations').map(({ description }) => description)).toContainEqual(
      expect.stringContaining(notice),
    );
  }
});

describe('several systems', () => {
  it('have a result each, and the verdict over all stands above them', () => {
    const text = writtenBy(oscal, { 'a.yaml': { facts: HIRING }, 'b.yaml': { facts: HIRING } });
    const document = objectAt(JSON.parse(text), 'assessment-results');
    expect(objectAt(document, 'metadata')).toMatchObject({
      title: 'Assessment of 2 systems as of 2026-11-22',
    });
    expect(listAt(document, 'results')).toHaveLength(2);
  });

  it('keep the UUIDs they have alone, whatever the day and the other systems', () => {
    const system = { id: 'b', name: 'B' };
    const [alone] = resultsOf({ 'b.yaml': { system, facts: HIRING } });
    const [, among] = resultsOf(
      { 'a.yaml': { facts: HIRING }, 'c.yaml': { system: { ...system, name: 'C' }, facts: HIRING } },
      { asOf: '2026-12-24' },
    );
    const uuidsOf = (result: unknown): unknown[] => listAt(result, 'findings').map(({ uuid }) => uuid);
    expect(uuidsOf(among)).toEqual(uuidsOf(alone));
    expect(objectAt(among).uuid).not.toBe(objectAt(alone).uuid);
  });

  it('are told apart when one comes twice', () => {
    const [one, two] = resultsOf({ 'a.yaml': { facts: HIRING }, 'b.yaml': { facts: HIRING } });
    expect(objectAt(one).uuid).not.toBe(objectAt(two).uuid);
  });
});
