import { expect, test } from 'vitest';
import { readProfile } from '../../engine/check-profile.ts';
import type { Pack } from '../../engine/pack.ts';
import { DEFAULT_POLICY } from '../../engine/policy.ts';
import type { Evidence, Waiver } from '../../engine/profile.ts';
import { reportOn } from '../../engine/system-report.ts';
import { authored, catalogue, profile, RULES } from '../../test/fixtures/small-pack.ts';
import { checkedSystem } from '../check/checked-system.ts';
import { issueText } from './issue-text.ts';
import { issuesOf } from './issues.ts';

const OWN = 'small-act/keep-logs';
const BEYOND = RULES.replace('relation: equal', 'relation: superset, missing: a copy');
const TWO = RULES.replace('control: event-logging', 'control: [event-logging, training]');

/** What is said of the duty under a pack: how it stands, and what to do. */
function said(
  rules: string,
  evidence: Record<string, Evidence>,
  asOf = '2026-11-22',
  waivers: Waiver[] = [],
): string[] {
  const pack: Pack = authored({ rules }).pack;
  const facts = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };
  const read = readProfile(JSON.stringify(profile(facts, { evidence, waivers })), 'a.json', catalogue);
  const policy = {
    ...DEFAULT_POLICY,
    failOn: [{ outcome: ['gap' as const, 'partial' as const, 'upcoming' as const] }],
  };
  const report = reportOn(read.profile, [pack], catalogue, asOf, policy);
  const context = {
    asOf,
    policy,
    rules: {
      catalogue,
      controls: [],
      parameters: { parameters: [], events: [] },
      conflicts: [],
      packs: [pack],
    },
    count: 1,
    page: { width: 80, colour: false },
  };
  return issuesOf(
    checkedSystem('a.json', read, report, { packs: [pack], catalogue }, policy, undefined),
    context,
  ).flatMap((issue) => {
    const { state, more } = issueText(issue, [pack]);
    return [state, ...more];
  });
}

test.each<[string, Record<string, Evidence>, string, string[]]>([
  [
    'nothing',
    {},
    RULES,
    ['no evidence is declared', `Declare evidence for event-logging, or for ${OWN} itself.`],
  ],
  [
    'nothing, where the control shows only part',
    {},
    BEYOND,
    [
      'no evidence is declared',
      `Declare evidence for ${OWN} itself; evidence for event-logging would show only part. The rest: a copy.`,
    ],
  ],
  [
    'all that the control can show',
    { 'event-logging': { status: 'implemented' } },
    BEYOND,
    ['only partly shown; not shown: a copy', `Declare evidence for ${OWN} itself that shows this too.`],
  ],
  [
    'a plan',
    { 'event-logging': { status: 'planned' } },
    RULES,
    ['it is only planned', `Declare evidence for event-logging, or for ${OWN} itself.`],
  ],
  [
    'that there is nothing',
    { [OWN]: { status: 'absent' } },
    RULES,
    ['the profile says that there is none of it', `Complete the evidence for ${OWN}.`],
  ],
  [
    'what has expired',
    { [OWN]: { status: 'implemented', expires: '2026-01-01' } },
    RULES,
    ['the evidence has expired', `Complete the evidence for ${OWN}.`],
  ],
  [
    'another version',
    { 'event-logging': { status: 'implemented', version: '2' } },
    RULES,
    [
      'the evidence is about another version of the system',
      `Declare evidence for event-logging, or for ${OWN} itself.`,
    ],
  ],
  [
    'a part',
    { [OWN]: { status: 'partial' } },
    RULES,
    ['only partly shown', `Complete the evidence for ${OWN}.`],
  ],
  [
    'one of two controls',
    { training: { status: 'implemented' } },
    TWO,
    [
      'only partly shown: no evidence is declared for the rest',
      `Declare evidence for event-logging and training, or for ${OWN} itself.`,
    ],
  ],
  [
    'one of two controls, the other planned',
    { training: { status: 'implemented' }, 'event-logging': { status: 'planned' } },
    TWO,
    [
      'only partly shown: the rest is only planned',
      `Declare evidence for event-logging and training, or for ${OWN} itself.`,
    ],
  ],
])('evidence declares %s', (_, evidence, rules, expected) => {
  expect(said(rules, evidence)).toEqual(expected);
});

test('what a regulator would look for is told', () => {
  const rules = RULES.replace('relation: equal', 'relation: equal, evidence: [a log, a policy]');
  expect(said(rules, {}).at(-1)).toBe('It can be shown by: a log; a policy.');
});

test('a duty to come that a policy forbids', () => {
  expect(said(RULES, {}, '2025-11-22')).toEqual([
    'due from 2026-01-01, and not shown yet',
    `Declare evidence for event-logging, or for ${OWN} itself.`,
  ]);
});

test('of two waivers, the one that counts', () => {
  const waiver = { rule: OWN, approver: 'Ann', expires: '2027-01-01' };
  const waivers = [
    { ...waiver, reason: 'before', ruleDigest: 'former' },
    { ...waiver, reason: 'now' },
  ];
  expect(said(RULES, {}, '2026-11-22', waivers)[0]).toBe('waived until 2027-01-01 by Ann: now');
});
