import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authored, catalogue, MANIFEST, profile, RULES } from '../test/fixtures/small-pack.ts';
import { ask } from './ask.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { InputError } from './problem.ts';
import { deducted } from './score.ts';

const SCORES = `
scores:
  - id: impact
    title: Impact
    cite: Art. 2
    items:
      - { fact: flag, points: { yes: 3, no: 1 } }
      - { fact: kind, points: { one: 2, two: 7 }, when: { flag: true } }
      - { fact: use.purposes, points: { hiring: 5, chat: 1 } }
  - id: reduced
    title: Reduced impact
    cite: Art. 2
    of: impact
    deduct: { percent: 15, round: half-up, when: { roles: provider } }
`;
const LEVELS = `
  - { id: low, kind: class, title: Low, cite: Art. 2, when: { score: { reduced: { atMost: 8 } } } }
  - { id: high, kind: class, title: High, cite: Art. 2, when: { score: { reduced: { moreThan: 8 } } } }
`;
const LEDGER = `
provisions:
  Art. 1: [in-scope]
  Art. 2: [risky, impact, reduced, low, high]
  Art. 3: [keep-logs]
  Art. 9: { none: procedure, note: fines }
`;
const pack = authored({ rules: `${RULES.trimEnd()}${LEVELS}${SCORES}`, ledger: LEDGER }).pack;
const DAY = '2026-11-22';

function scoreOf(facts: Parameters<typeof profile>[0], id = 'reduced') {
  const { scores } = evaluate(profile({ markets: ['EU'], ...facts }), pack, catalogue, DAY);
  return scores.find((score) => score.id === id);
}

function outcomes(facts: Parameters<typeof profile>[0]): string[] {
  const { findings } = evaluate(profile({ markets: ['EU'], ...facts }), pack, catalogue, DAY);
  return ['low', 'high'].map((id) => findings.find(({ rule }) => rule === id)?.outcome ?? '');
}

describe('a score', () => {
  it('adds up the points of all answers', () => {
    const facts = { flag: true, kind: 'two', 'use.purposes': ['hiring', 'chat', 'other'], roles: [] };
    expect(scoreOf(facts, 'impact')).toMatchObject({
      value: 16,
      lowest: 16,
      highest: 16,
      soFar: 16,
      missing: [],
    });
    expect(outcomes(facts)).toEqual(['not-applicable', 'applies']);
  });

  it('takes a percentage off and rounds halves up', () => {
    expect(scoreOf({ flag: true, kind: 'two', 'use.purposes': [], roles: ['provider'] })?.value).toBe(9);
    expect(deducted(10, 15)).toBe(9);
    expect([10, 30, 50, 70, 90, 110, 130, 150].map((raw) => deducted(raw, 15))).toEqual([
      9, 26, 43, 60, 77, 94, 111, 128,
    ]);
  });

  it('counts no answer to a question that is not asked', () => {
    expect(scoreOf({ flag: false, kind: 'two', 'use.purposes': [], roles: [] })?.value).toBe(1);
  });

  it('is open between the least and the most it can come to, and says what is scored so far', () => {
    expect(scoreOf({ flag: true, 'use.purposes': ['hiring'] })).toMatchObject({
      value: null,
      // 3 + 2 + 5 with the deduction, and 3 + 7 + 5 without.
      lowest: 9,
      highest: 15,
      soFar: 8,
      missing: ['roles', 'kind'],
    });
  });

  it('settles a level as soon as no answer can change it', () => {
    expect(outcomes({ flag: true, kind: 'two', roles: [] })).toEqual(['not-applicable', 'applies']);
    expect(outcomes({ flag: true, roles: [] })).toEqual(['undetermined', 'undetermined']);
  });

  it('is not worked out where the instrument does not reach', () => {
    expect(evaluate(profile({ markets: ['KR'] }), pack, catalogue, DAY).scores).toEqual([]);
  });

  it('asks for the questions that can still matter', () => {
    const questions = ask(profile({ markets: ['EU'], flag: false, roles: [] }), [pack], catalogue, DAY);
    expect(questions.map(({ fact }) => fact)).toEqual(['use.purposes']);
  });

  it('is told question by question in an explanation', () => {
    const facts = {
      markets: ['EU'],
      flag: true,
      kind: 'two',
      'use.purposes': ['hiring'],
      roles: ['provider'],
    };
    const told = explain(profile(facts), pack, catalogue, DAY, 'high');
    const text = JSON.stringify(told?.steps);
    expect(text).toContain('Reduced impact, which is 13, is more than 8');
    expect(text).toContain('15 % is deducted');
    expect(text).toContain('kind is two: 7 points');
    expect(told?.finding.because.map(({ fact }) => fact)).toEqual([
      'flag',
      'kind',
      'markets',
      'roles',
      'use.purposes',
    ]);
  });

  it('never leaves its range, whatever is answered', () => {
    const some = fc.record(
      {
        flag: fc.boolean(),
        kind: fc.constantFrom('one', 'two'),
        'use.purposes': fc.subarray(['hiring', 'chat', 'other']),
        roles: fc.subarray(['provider', 'deployer']),
      },
      { requiredKeys: [] },
    );
    const all = fc.record({
      flag: fc.boolean(),
      kind: fc.constantFrom('one', 'two'),
      'use.purposes': fc.subarray(['hiring', 'chat', 'other']),
      roles: fc.subarray(['provider', 'deployer']),
    });
    fc.assert(
      fc.property(some, all, (stated, rest) => {
        const known = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
        const open = scoreOf(known);
        const whole = scoreOf({ ...rest, ...known });
        expect(whole?.value).toBeGreaterThanOrEqual(open?.lowest ?? Number.NaN);
        expect(whole?.value).toBeLessThanOrEqual(open?.highest ?? Number.NaN);
        expect(whole?.soFar).toBe(whole?.value);
      }),
    );
  });
});

describe('a pack with scores is refused with', () => {
  it.each([
    ['an unknown fact', SCORES.replace('fact: kind', 'fact: knd'), /no fact is called "knd"/],
    ['an unknown answer', SCORES.replace('two: 7', 'too: 7'), /"too" is no answer to "kind"/],
    ['a fact without options', SCORES.replace('fact: kind', 'fact: size'), /"size" has no options/],
    ['an unknown score', SCORES.replace('of: impact', 'of: impat'), /no score is called "impat"/],
    [
      'scores that rest on each other',
      SCORES.replace('when: { flag: true }', 'when: { score: { reduced: { atLeast: 1 } } }'),
      /refers to itself: impact → reduced → impact/,
    ],
    ['half a point', SCORES.replace('two: 7', 'two: 6.5'), /6.5 is not a whole number/],
  ])('%s', (_, scores, reason) => {
    const read = () => authored({ manifest: MANIFEST, rules: `${RULES.trimEnd()}${scores}` });
    expect(read).toThrow(InputError);
    expect(read).toThrow(reason);
  });
});
