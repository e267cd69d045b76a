import { describe, expect, it } from 'vitest';
import { authored, catalogue, profile, withRules } from '../test/fixtures/small-pack.ts';
import { ask } from './ask.ts';
import { uncoveredPlaces } from './coverage.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import type { Finding } from './finding.ts';
import { counts, gate } from './gate.ts';
import type { Pack } from './pack.ts';
import type { Evidence, Profile } from './profile.ts';

const TODAY = '2026-11-24';
const pack = authored().pack;
const DIGEST = pack.byId.get('keep-logs')?.digest ?? '';
const due = { markets: ['DE'], 'use.purposes': ['hiring'], roles: ['deployer'] };

function findingOf(subject: Profile, rule = 'keep-logs', day = TODAY, under: Pack = pack): Finding {
  const found = evaluate(subject, under, catalogue, day).findings.find((finding) => finding.rule === rule);
  if (!found) throw new Error(rule);
  return found;
}

describe('an empty profile', () => {
  const assessment = evaluate(profile({}), pack, catalogue, TODAY);
  it('is undetermined everywhere, and never "not applicable"', () => {
    expect(new Set(assessment.findings.map(({ outcome }) => outcome))).toEqual(new Set(['undetermined']));
    expect(assessment.applicability).toBe('undetermined');
    expect(assessment.scopeMissing).toEqual(['markets']);
  });
  it('names what would settle it', () => {
    expect(findingOf(profile({})).missing).toEqual(['roles', 'use.purposes', 'markets']);
    expect(findingOf(profile({})).possible.map(({ outcome }) => outcome)).toEqual(['gap', 'not-applicable']);
  });
});

describe('a duty', () => {
  it('is a gap until evidence shows it', () => {
    expect(findingOf(profile(due))).toMatchObject({
      outcome: 'gap',
      reason: 'none-declared',
      appliesFrom: '2026-01-01',
    });
  });

  it.each<[string, Evidence, string, string | null]>([
    ['implemented', { status: 'implemented' }, 'met', null],
    ['partial', { status: 'partial' }, 'partial', null],
    ['planned', { status: 'planned' }, 'gap', 'planned'],
    ['absent', { status: 'absent' }, 'gap', 'declared-absent'],
    ['expiring today', { status: 'implemented', expires: TODAY }, 'met', null],
    ['expired yesterday', { status: 'implemented', expires: '2026-11-23' }, 'gap', 'expired'],
    ['about this version', { status: 'implemented', version: '2' }, 'met', null],
    [
      'for the rule as it is',
      { status: 'implemented', ruleDigests: { 'small-act/keep-logs': DIGEST } },
      'met',
      null,
    ],
    [
      'for another content of the rule',
      { status: 'implemented', ruleDigests: { 'small-act/keep-logs': '0'.repeat(16) } },
      'gap',
      'reopened',
    ],
    [
      'for another content of other rules',
      { status: 'implemented', ruleDigests: { 'small-act/risky': '0'.repeat(16) } },
      'met',
      null,
    ],
    ['about another version', { status: 'implemented', version: '1' }, 'gap', 'wrong-subject'],
  ])('with evidence %s', (_, evidence, outcome, reason) => {
    const subject = profile(due, {
      evidence: { 'event-logging': evidence },
      system: { id: 's', name: 'S', version: '2' },
    });
    expect(findingOf(subject)).toMatchObject({ outcome, reason });
  });

  it('takes evidence about the rule itself before evidence about its control', () => {
    const evidence = {
      'event-logging': { status: 'implemented' as const },
      'small-act/keep-logs': { status: 'absent' as const },
    };
    expect(findingOf(profile(due, { evidence }))).toMatchObject({
      outcome: 'gap',
      reason: 'declared-absent',
      evidence: ['small-act/keep-logs'],
    });
  });

  const waiver = {
    rule: 'small-act/keep-logs',
    reason: 'legacy log format',
    approver: 'Head of Risk',
    expires: TODAY,
  };
  it('is waived until the waiver expires', () => {
    expect(findingOf(profile(due, { waivers: [waiver] })).outcome).toBe('waived');
    expect(findingOf(profile(due, { waivers: [waiver] }), 'keep-logs', '2026-11-25').outcome).toBe('gap');
    expect(evaluate(profile(due, { waivers: [waiver] }), pack, catalogue, TODAY).nextChangeAt).toBe(
      '2026-11-25',
    );
  });
  it('is not waived when the rule changed since, nor by a waiver for another rule', () => {
    expect(findingOf(profile(due, { waivers: [{ ...waiver, ruleDigest: 'other' }] })).outcome).toBe('gap');
    expect(
      findingOf(profile(due, { waivers: [{ ...waiver, ruleDigest: findingOf(profile(due)).ruleDigest }] }))
        .outcome,
    ).toBe('waived');
    expect(findingOf(profile(due, { waivers: [{ ...waiver, rule: 'small-act/other' }] })).outcome).toBe(
      'gap',
    );
  });

  it('is upcoming before its day, and says how ready it is', () => {
    expect(findingOf(profile(due), 'keep-logs', '2025-12-31')).toMatchObject({
      outcome: 'upcoming',
      appliesFrom: '2026-01-01',
      readiness: 'gap',
    });
    expect(findingOf(profile(due), 'keep-logs', '2026-01-01').outcome).toBe('gap');
  });

  it('says why it does not apply', () => {
    expect(findingOf(profile({ ...due, markets: ['JP'] }))).toMatchObject({
      outcome: 'not-applicable',
      reason: 'out-of-scope',
      because: [{ fact: 'markets', value: ['JP'] }],
    });
    expect(findingOf(profile({ ...due, roles: ['provider'] }))).toMatchObject({ reason: 'other-role' });
    expect(findingOf(profile({ ...due, 'use.purposes': ['chat'] }))).toMatchObject({
      reason: 'condition-not-met',
    });
  });
});

describe('a prohibition', () => {
  const strict = withRules(
    '{ id: ban, kind: prohibition, title: Ban, cite: Art. 3, when: { flag: true }, unless: [{ id: health, cite: Art. 9, when: { kind: one, flag: true }, unless: [{ id: profit, cite: Art. 9, when: { size: { moreThan: 10 } } }] }] }',
  ).pack;
  it('is lifted by an exception, and comes back by an exception to it', () => {
    expect(findingOf(profile({ ...due, flag: true, kind: 'two' }), 'ban', TODAY, strict).outcome).toBe(
      'prohibited',
    );
    expect(
      findingOf(profile({ ...due, flag: true, kind: 'one', size: 10 }), 'ban', TODAY, strict),
    ).toMatchObject({ outcome: 'clear', reason: 'exception', exception: { id: 'health', cite: 'Art. 9' } });
    expect(
      findingOf(profile({ ...due, flag: true, kind: 'one', size: 11 }), 'ban', TODAY, strict).outcome,
    ).toBe('prohibited');
    expect(findingOf(profile({ ...due, flag: true, kind: 'one' }), 'ban', TODAY, strict)).toMatchObject({
      outcome: 'undetermined',
      missing: ['size'],
    });
  });
  it('is hidden by no waiver and goes before everything else', () => {
    const waivers = [{ rule: 'small-act/ban', reason: 'r', approver: 'a', expires: '2030-01-01' }];
    const assessment = evaluate(
      profile({ ...due, flag: true, kind: 'two' }, { waivers }),
      strict,
      catalogue,
      TODAY,
    );
    expect(gate([assessment]).result).toBe('prohibited');
  });
});

describe('the gate', () => {
  const verdict = (facts: Profile['facts'], evidence: Profile['evidence'] = {}): string =>
    gate([evaluate(profile(facts, { evidence }), pack, catalogue, TODAY)]).result;
  it('passes only what is settled and shown', () => {
    expect(verdict({})).toBe('undetermined');
    expect(verdict(due)).toBe('gap');
    expect(verdict(due, { 'event-logging': { status: 'partial' } })).toBe('gap');
    expect(verdict(due, { 'event-logging': { status: 'implemented' } })).toBe('pass');
  });
  it('says it when nothing was in scope', () => {
    expect(gate([evaluate(profile({ markets: ['JP'] }), pack, catalogue, TODAY)])).toMatchObject({
      result: 'pass',
      inScope: [],
    });
  });
  it('does not count guidance', () => {
    const soft = withRules(
      '{ id: soft, kind: duty, title: S, cite: Art. 3, control: event-logging, force: guidance }',
    ).pack;
    const evidence = { 'small-act/keep-logs': { status: 'implemented' as const } };
    expect(gate([evaluate(profile(due, { evidence }), soft, catalogue, TODAY)]).result).toBe('pass');
  });
});

describe('places', () => {
  it('leave a narrower law open when only the wider place is named', () => {
    const city = withRules(
      '{ id: city, kind: class, title: C, cite: Art. 3, scoped: false, when: { markets: US-NY-NYC } }',
    ).pack;
    const outcome = (markets: string[]): string =>
      findingOf(profile({ markets }), 'city', TODAY, city).outcome;
    expect(outcome(['US-NY-NYC'])).toBe('applies');
    expect(outcome(['US-NY'])).toBe('undetermined');
    expect(outcome(['US-CA', 'GB'])).toBe('not-applicable');
  });
  it('without a pack are named, and wider ones around them', () => {
    const named = profile({ markets: ['KR', 'DE', 'EU', 'US-NY-NYC'] });
    expect(uncoveredPlaces(named, [pack], catalogue)).toEqual(['DE', 'KR', 'US', 'US-NY', 'US-NY-NYC']);
  });
});

describe('a rule that nobody enforces', () => {
  const barred = (window: string) =>
    withRules(
      `{ id: barred, kind: duty, title: B, cite: Art. 3, control: event-logging, relation: equal, when: { flag: true }, applies: [${window}] }`,
    ).pack;
  const BAR = '{ from: 2026-01-01, until: 2027-01-01, notEnforced: A court barred it. }';

  it('is law, and does not count at the gate', () => {
    const stated = profile(
      { ...due, flag: true },
      { evidence: { 'event-logging': { status: 'implemented' } } },
    );
    const open = evaluate({ ...stated, evidence: {} }, barred(BAR), catalogue, TODAY);
    const finding = open.findings.find(({ rule }) => rule === 'barred');
    expect(finding).toMatchObject({ outcome: 'gap', notEnforced: 'A court barred it.' });
    expect(finding && counts(finding)).toBe(false);
  });

  it('does not count while it is undetermined either', () => {
    expect(findingOf(profile(due), 'barred', TODAY, barred(BAR))).toMatchObject({
      outcome: 'undetermined',
      notEnforced: 'A court barred it.',
    });
  });

  it('counts where another window is enforced, and outside the window', () => {
    const facts = profile({ ...due, flag: true });
    const twice = barred(`${BAR}, { from: 2026-02-01 }`);
    expect(findingOf(facts, 'barred', TODAY, twice)).toMatchObject({ outcome: 'gap', notEnforced: null });
    expect(findingOf(facts, 'barred', '2025-06-01', barred(BAR))).toMatchObject({
      outcome: 'upcoming',
      notEnforced: null,
    });
  });
});

describe('an explanation', () => {
  it('is a tree with facts, pinpoints and values', () => {
    const explanation = explain(profile(due), pack, catalogue, TODAY, 'keep-logs');
    expect(explanation?.steps.map(({ value }) => value)).toEqual([true, true, true, true]);
    expect(JSON.stringify(explanation?.steps)).toContain('"cite":"Art. 2"');
    expect(explanation?.nearestMiss.map(({ fact }) => fact)).toEqual(['markets', 'roles', 'use.purposes']);
  });
  it('exists only for findings', () => {
    expect(explain(profile(due), pack, catalogue, TODAY, 'in-scope')).toBeUndefined();
    expect(explain(profile(due), pack, catalogue, TODAY, 'keep-logs', 'provider')).toBeUndefined();
  });
});

describe('questions', () => {
  it('come in the order of what they settle, and only those that matter', () => {
    const questions = ask(profile({}), [pack], catalogue, TODAY);
    expect(questions.map(({ fact }) => fact)).toEqual(['use.purposes', 'markets', 'roles']);
    expect(questions[0]?.answers[0]).toEqual({ answer: 'none of these', settles: 2 });
    expect(ask(profile(due), [pack], catalogue, TODAY)).toEqual([]);
  });
  it('wait for the question that gates them', () => {
    const gated = withRules(
      '{ id: g, kind: class, title: G, cite: Art. 3, scoped: false, when: { flag: true, kind: one } }',
    ).pack;
    const facts = (stated: Profile['facts']): string[] =>
      ask(profile(stated), [gated], catalogue, TODAY).map(({ fact }) => fact);
    expect(facts(due)).toEqual(['flag']);
    expect(facts({ ...due, flag: true })).toEqual(['kind']);
    expect(facts({ ...due, flag: false })).toEqual([]);
  });
});

describe('an undetermined result', () => {
  it('says what each answer would do', () => {
    const { ifAnswered } =
      explain(profile({ markets: ['DE'], roles: ['deployer'] }), pack, catalogue, TODAY, 'keep-logs') ?? {};
    expect(ifAnswered).toEqual([
      {
        fact: 'use.purposes',
        question: 'Is it?',
        answers: [
          { answer: 'none of these', possible: [{ outcome: 'not-applicable', appliesFrom: null }] },
          { answer: 'hiring', possible: [{ outcome: 'gap', appliesFrom: null }] },
        ],
      },
    ]);
  });
});
