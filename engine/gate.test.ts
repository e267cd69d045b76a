import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineOf, type SystemBaseline } from './baseline.ts';
import type { Assessment, Finding } from './finding.ts';
import { OUTCOMES } from './finding.ts';
import { failures, gate, gateOver } from './gate.ts';
import { FORCES, SEVERITIES } from './pack.ts';
import { type Clause, DEFAULT_POLICY, FORBIDDABLE, type Policy } from './policy.ts';

const FINDING: Finding = {
  rule: 'keep-logs',
  kind: 'duty',
  title: 'Keep logs',
  cite: 'Art. 3',
  role: 'deployer',
  outcome: 'gap',
  appliesFrom: '2026-01-01',
  readiness: null,
  reason: 'none-declared',
  exception: null,
  notEnforced: null,
  routes: [],
  control: 'event-logging',
  controls: ['event-logging', 'record-keeping'],
  relation: 'equal',
  beyondControls: null,
  severity: 'medium',
  force: 'binding',
  penalty: null,
  missing: [],
  possible: [],
  because: [],
  evidence: [],
  unverified: null,
  ruleDigest: 'a',
};

function assessment(findings: readonly Partial<Finding>[], more: Partial<Assessment> = {}): Assessment {
  return {
    pack: 'small-act',
    version: '1.0.0',
    title: 'Small Act',
    jurisdiction: 'US-NY',
    digest: 'd',
    packDigest: 'p',
    profileDigest: 'f',
    catalogueDigest: 'c',
    engine: '2',
    asOf: '2026-11-22',
    verified: '2026-11-22',
    applicability: 'in-scope',
    scopeMissing: [],
    nextChangeAt: null,
    findings: findings.map((finding) => ({ ...FINDING, ...finding })),
    scores: [],
    measures: [],
    ...more,
  };
}

const policy = (...failOn: Clause[]): Policy => ({ ...DEFAULT_POLICY, failOn });
const failing = (finding: Partial<Finding>, clause: Clause): string | undefined =>
  failures([assessment([finding])], policy(clause), undefined)[0]?.failure;

describe('a clause', () => {
  it.each<{ what: string; finding: Partial<Finding>; clause: Clause; fails: string | undefined }>([
    { what: 'everything', finding: {}, clause: {}, fails: 'gap' },
    { what: 'partly met', finding: { outcome: 'partial' }, clause: {}, fails: 'gap' },
    { what: 'gaps only', finding: { outcome: 'partial' }, clause: { outcome: ['gap'] }, fails: undefined },
    { what: 'waived ones', finding: { outcome: 'waived' }, clause: { outcome: ['waived'] }, fails: 'gap' },
    { what: 'waived ones not', finding: { outcome: 'waived' }, clause: {}, fails: undefined },
    { what: 'a severity below', finding: {}, clause: { severity: 'low' }, fails: 'gap' },
    { what: 'the severity', finding: {}, clause: { severity: 'medium' }, fails: 'gap' },
    { what: 'a severity above', finding: {}, clause: { severity: 'high' }, fails: undefined },
    { what: 'any of its controls', finding: {}, clause: { control: ['record-keeping'] }, fails: 'gap' },
    { what: 'other controls', finding: {}, clause: { control: ['bias-testing'] }, fails: undefined },
    { what: 'its place', finding: {}, clause: { jurisdiction: ['US-NY'] }, fails: 'gap' },
    { what: 'a place around', finding: {}, clause: { jurisdiction: ['EU', 'US'] }, fails: 'gap' },
    { what: 'a place within', finding: {}, clause: { jurisdiction: ['US-NY-NYC'] }, fails: undefined },
    { what: 'its pack', finding: {}, clause: { pack: ['small-act'] }, fails: 'gap' },
    { what: 'other packs', finding: {}, clause: { pack: ['big-act'] }, fails: undefined },
    { what: 'guidance unasked', finding: { force: 'guidance' }, clause: {}, fails: undefined },
    { what: 'guidance', finding: { force: 'guidance' }, clause: { force: ['guidance'] }, fails: 'gap' },
    {
      what: 'what nobody enforces',
      finding: { notEnforced: 'a court stays it' },
      clause: {},
      fails: undefined,
    },
    {
      what: 'a permission',
      finding: { kind: 'permission', outcome: 'applies' },
      clause: {},
      fails: undefined,
    },
    {
      what: 'what is to come',
      finding: { outcome: 'upcoming', readiness: 'gap' },
      clause: { outcome: ['upcoming'] },
      fails: 'gap',
    },
    {
      what: 'what is to come and already shown',
      finding: { outcome: 'upcoming', readiness: 'met' },
      clause: { outcome: ['upcoming'] },
      fails: undefined,
    },
    {
      what: 'a prohibition to come',
      finding: { kind: 'prohibition', outcome: 'upcoming', readiness: 'prohibited' },
      clause: { outcome: ['upcoming'] },
      fails: 'gap',
    },
    {
      what: 'what is open and it could concern',
      finding: { outcome: 'undetermined' },
      clause: {},
      fails: 'undetermined',
    },
    {
      what: 'what is open and it cannot concern',
      finding: { outcome: 'undetermined' },
      clause: { severity: 'critical' },
      fails: undefined,
    },
  ])('forbids or not: $what', ({ finding, clause, fails }) => {
    expect(failing(finding, clause)).toBe(fails);
  });

  it('can let no prohibited practice pass, nor one that is open', () => {
    const narrow: Clause = { severity: 'critical', jurisdiction: ['EU'], control: ['bias-testing'] };
    const ban: Partial<Finding> = { kind: 'prohibition', control: null, controls: [], severity: 'low' };
    expect(failing({ ...ban, outcome: 'prohibited' }, narrow)).toBe('prohibited');
    expect(failing({ ...ban, outcome: 'undetermined' }, narrow)).toBe('undetermined');
    expect(failing({ ...ban, outcome: 'prohibited', force: 'guidance' }, narrow)).toBeUndefined();
    expect(failures([assessment([{ ...ban, outcome: 'prohibited' }])], policy(), undefined)).toHaveLength(1);
  });
});

describe('the verdict', () => {
  const met: Partial<Finding> = { outcome: 'met' };
  const open: Partial<Finding> = { outcome: 'undetermined' };
  const ban: Partial<Finding> = { kind: 'prohibition', outcome: 'prohibited' };
  const verdict = (findings: Partial<Finding>[], more: Partial<Policy> = {}) =>
    gate([assessment(findings)], { ...DEFAULT_POLICY, ...more });

  it.each([
    { findings: [met], code: 0, result: 'pass' },
    { findings: [met, open], code: 3, result: 'undetermined' },
    { findings: [open, {}], code: 1, result: 'gap' },
    { findings: [open, {}, ban], code: 4, result: 'prohibited' },
  ])('$result ends with $code, the worst of them', ({ findings, code, result }) => {
    expect(verdict(findings)).toMatchObject({ exitCode: code, result });
  });

  it('says what a pass leaves out', () => {
    expect(verdict([{}, open, met], { failOn: [{ severity: 'high' }] })).toMatchObject({
      exitCode: 0,
      counts: { tolerated: 2 },
      reason: 'nothing that the policy forbids; 2 short of the law but let pass by the policy',
    });
  });

  it('accepts what is undetermined where the policy does, and says so', () => {
    expect(verdict([open], { allowUndetermined: true })).toMatchObject({
      exitCode: 0,
      result: 'undetermined',
      reason: '1 finding cannot be settled from the facts given, which the policy accepts',
    });
  });

  it.each([
    { what: 'out of scope', more: { applicability: 'out-of-scope' as const, findings: [] } },
    { what: 'of open scope', more: { applicability: 'undetermined' as const } },
    { what: 'not binding', more: { findings: [{ ...FINDING, force: 'voluntary' as const }] } },
  ])('fails where scope is required and all is $what', ({ more }) => {
    const strict = { ...DEFAULT_POLICY, requireScope: true, allowUndetermined: true };
    expect(gate([assessment([met], more)], strict)).toMatchObject({
      exitCode: 1,
      result: 'nothing-in-scope',
    });
    expect(gate([assessment([met], more), assessment([met])], strict).exitCode).toBe(0);
  });

  it('over several systems requires scope of each', () => {
    const strict = { ...DEFAULT_POLICY, requireScope: true };
    const reached = gate([assessment([met])], strict);
    const unreached = gate([assessment([], { applicability: 'out-of-scope' })], strict);
    expect(gateOver([reached, unreached, reached], strict)).toMatchObject({
      exitCode: 1,
      result: 'nothing-in-scope',
      reason:
        'no binding law of the packs evaluated is known to reach 1 system, and the policy requires some',
    });
  });
});

describe('a baseline', () => {
  const earlier = (finding: Partial<Finding>): SystemBaseline =>
    baselineOf('2026-11-21', [assessment([finding])]);
  const since = (now: Partial<Finding>, was: Partial<Finding>) =>
    gate([assessment([now])], DEFAULT_POLICY, earlier(was)).exitCode;

  it.each<{ now: Partial<Finding>; was: Partial<Finding>; code: number }>([
    { now: { outcome: 'gap' }, was: { outcome: 'gap' }, code: 0 },
    { now: { outcome: 'partial' }, was: { outcome: 'gap' }, code: 0 },
    { now: { outcome: 'gap' }, was: { outcome: 'partial' }, code: 1 },
    { now: { outcome: 'gap' }, was: { outcome: 'undetermined' }, code: 1 },
    { now: { outcome: 'undetermined' }, was: { outcome: 'undetermined' }, code: 0 },
    { now: { outcome: 'undetermined' }, was: { outcome: 'met' }, code: 3 },
    { now: { outcome: 'gap' }, was: { outcome: 'upcoming', readiness: 'gap' }, code: 1 },
    { now: { outcome: 'gap' }, was: { outcome: 'waived' }, code: 1 },
    { now: { outcome: 'gap' }, was: { outcome: 'gap', ruleDigest: 'before' }, code: 1 },
    { now: { outcome: 'gap' }, was: { outcome: 'gap', role: 'provider' }, code: 1 },
  ])('$was.outcome, now $now.outcome, ends with $code', ({ now, was, code }) => {
    expect(since(now, was)).toBe(code);
  });

  it('hides no prohibited practice', () => {
    const ban: Partial<Finding> = { kind: 'prohibition', outcome: 'prohibited' };
    expect(since(ban, ban)).toBe(4);
  });

  it('says how much it knew', () => {
    expect(gate([assessment([{}])], DEFAULT_POLICY, earlier({})).reason).toBe(
      'nothing that the policy forbids; 1 known from the baseline',
    );
  });
});

const findingArb = fc.record({
  rule: fc.constantFrom('one', 'two', 'three'),
  kind: fc.constantFrom('class', 'prohibition', 'duty', 'permission'),
  outcome: fc.constantFrom(...OUTCOMES),
  readiness: fc.constantFrom(null, 'gap', 'partial', 'met'),
  severity: fc.constantFrom(...SEVERITIES),
  force: fc.constantFrom(...FORCES),
  controls: fc.subarray(['event-logging', 'bias-testing']),
  notEnforced: fc.constantFrom(null, 'stayed'),
  ruleDigest: fc.constantFrom('a', 'b'),
});
const assessmentsArb = fc
  .array(fc.array(findingArb, { maxLength: 6 }), { maxLength: 3 })
  .map((packs) =>
    packs.map((findings, i) =>
      assessment(findings, { pack: `pack-${i}`, jurisdiction: i === 0 ? 'EU' : 'US-CO' }),
    ),
  );
const clauseArb: fc.Arbitrary<Clause> = fc.record(
  {
    outcome: fc.subarray([...FORBIDDABLE], { minLength: 1 }),
    severity: fc.constantFrom(...SEVERITIES),
    force: fc.subarray([...FORCES], { minLength: 1 }),
    control: fc.subarray(['event-logging', 'bias-testing'], { minLength: 1 }),
    jurisdiction: fc.subarray(['EU', 'US', 'KR'], { minLength: 1 }),
  },
  { requiredKeys: [] },
);

describe('for all findings and policies', () => {
  it('a further clause lets nothing pass that failed before', () => {
    fc.assert(
      fc.property(assessmentsArb, fc.array(clauseArb, { maxLength: 3 }), clauseArb, (all, clauses, more) => {
        const narrow = failures(all, policy(...clauses), undefined).map(({ finding }) => finding);
        const wide = failures(all, policy(...clauses, more), undefined).map(({ finding }) => finding);
        expect(wide).toEqual(expect.arrayContaining(narrow));
      }),
    );
  });

  it('a further part of a clause makes nothing fail that passed before', () => {
    fc.assert(
      fc.property(
        assessmentsArb,
        clauseArb,
        fc.constantFrom('severity', 'control', 'jurisdiction'),
        (all, clause, part) => {
          const { [part]: _, ...without } = clause;
          const wide = failures(all, policy(without), undefined).map(({ finding }) => finding);
          const narrow = failures(all, policy(clause), undefined).map(({ finding }) => finding);
          expect(wide).toEqual(expect.arrayContaining(narrow));
        },
      ),
    );
  });

  it('its own baseline lets everything pass but prohibited practices', () => {
    fc.assert(
      fc.property(assessmentsArb, clauseArb, (all, clause) => {
        // One finding for each rule and role, as in an assessment.
        const real = all.map((one) => ({
          ...one,
          findings: [...new Map(one.findings.map((finding) => [finding.rule, finding])).values()],
        }));
        const { exitCode, counts } = gate(real, policy(clause), baselineOf('2026-11-22', real));
        expect(exitCode).toBe(counts.prohibited > 0 ? 4 : 0);
      }),
    );
  });

  it('several systems are as bad as the worst', () => {
    fc.assert(
      fc.property(fc.array(assessmentsArb, { minLength: 1, maxLength: 4 }), clauseArb, (systems, clause) => {
        const gates = systems.map((all) => gate(all, policy(clause)));
        const codes = gates.map(({ exitCode }) => exitCode);
        const worst = [4, 1, 3, 0].find((code) => codes.some((one) => one === code));
        expect(gateOver(gates, policy(clause)).exitCode).toBe(worst);
      }),
    );
  });
});

it('calls a waived gap neither nothing nor in order', () => {
  expect(gate([assessment([{ outcome: 'waived' }])]).reason).toBe(
    'nothing that the policy forbids; 1 waived',
  );
});
