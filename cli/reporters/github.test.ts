import { describe, expect, test } from 'vitest';
import type { Facts } from '../../engine/facts.ts';
import { DEFAULT_POLICY } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import { reportOn } from '../../engine/system-report.ts';
import { type Checking, writtenBy } from '../../test/fixtures/small-check.ts';
import { authored, catalogue, profile, withRules } from '../../test/fixtures/small-pack.ts';
import { entryOf } from '../check/baseline.ts';
import { github } from './github.ts';

const HIRING: Facts = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };
const LAX = { ...DEFAULT_POLICY, failOn: [] };

function written(facts: Facts, more: Partial<Profile> = {}, options: Checking = {}): string {
  return writtenBy(github, { 'a.yaml': { facts, ...more } }, options);
}

/** The commands GitHub shows outside the log. */
function annotations(text: string): string[] {
  return text.split('\n').filter((line) => /^::(error|warning|notice) /.test(line));
}

test('a gap, on the fact that causes it', () => {
  expect(written(HIRING)).toBe(
    `::error file=a.yaml,line=10,col=3,title=Keep logs (small-act/keep-logs)::No evidence is declared. Small Act (small-act), Art. 3, as deployer, since 2026-01-01. Declare evidence for event-logging, or for small-act/keep-logs itself.%0Ahttps://example.org/act
::group::system (a.yaml): gap, 1 duty not shown to be met
  - error: a.yaml:10:3: Keep logs (small-act/keep-logs): No evidence is declared. Small Act (small-act), Art. 3, as deployer, since 2026-01-01. Declare evidence for event-logging, or for small-act/keep-logs itself. https://example.org/act
::endgroup::
Exit code 1 (gap): 1 duty not shown to be met.
`,
  );
});

test('a prohibited practice goes before a gap, though not in the log', () => {
  const { pack } = withRules(
    '{ id: no-chat, kind: prohibition, title: "No chat: 100%, ever", cite: Art. 3, when: { use.purposes: chat } }',
  );
  expect(written({ ...HIRING, 'use.purposes': ['hiring', 'chat'] }, {}, { packs: [pack] })).toBe(
    `::error file=a.yaml,line=10,col=3,title=No chat%3A 100%25%2C ever (small-act/no-chat)::A prohibited practice. Small Act (small-act), Art. 3, since 2026-01-01. No waiver lifts a prohibition: change the system, or mend the fact if it is wrong.%0Ahttps://example.org/act
::error file=a.yaml,line=10,col=3,title=Keep logs (small-act/keep-logs)::No evidence is declared. Small Act (small-act), Art. 3, as deployer, since 2026-01-01. Declare evidence for event-logging, or for small-act/keep-logs itself.%0Ahttps://example.org/act
::group::system (a.yaml): prohibited, 1 prohibited practice
  - error: a.yaml:10:3: Keep logs (small-act/keep-logs): No evidence is declared. Small Act (small-act), Art. 3, as deployer, since 2026-01-01. Declare evidence for event-logging, or for small-act/keep-logs itself. https://example.org/act
  - error: a.yaml:10:3: No chat: 100%, ever (small-act/no-chat): A prohibited practice. Small Act (small-act), Art. 3, since 2026-01-01. No waiver lifts a prohibition: change the system, or mend the fact if it is wrong. https://example.org/act
::endgroup::
Exit code 4 (prohibited): 1 prohibited practice.
`,
  );
});

test('what is undetermined names the facts, and a place without a pack is told', () => {
  expect(written({ markets: ['EU', 'GB'], roles: ['deployer'] })).toBe(
    `::error file=a.yaml,line=5,col=1,title=Risky (small-act/risky)::Undetermined. Small Act (small-act), Art. 2. State what it depends on: use.purposes. It can come to: applies, not applicable.%0Ahttps://example.org/act
::error file=a.yaml,line=5,col=1,title=Keep logs (small-act/keep-logs)::Undetermined. Small Act (small-act), Art. 3, as deployer. State what it depends on: use.purposes. It can come to: gap, not applicable.%0Ahttps://example.org/act
::notice file=a.yaml,line=6,col=3,title=No pack for GB (jurismap/uncovered-places)::What the law asks there was not looked at.
::group::system (a.yaml): undetermined, 2 findings cannot be settled from the facts given
  - error: a.yaml:5:1: Risky (small-act/risky): Undetermined. Small Act (small-act), Art. 2. State what it depends on: use.purposes. It can come to: applies, not applicable. https://example.org/act
  - error: a.yaml:5:1: Keep logs (small-act/keep-logs): Undetermined. Small Act (small-act), Art. 3, as deployer. State what it depends on: use.purposes. It can come to: gap, not applicable. https://example.org/act
  - notice: a.yaml:6:3: No pack for GB (jurismap/uncovered-places): What the law asks there was not looked at.
::endgroup::
Exit code 3 (undetermined): 2 findings cannot be settled from the facts given.
`,
  );
});

test('where nobody knows whether the instrument reaches the system, that is one question', () => {
  const { pack } = withRules(
    '{ id: no-chat, kind: prohibition, title: No chat, cite: Art. 3, when: { use.purposes: chat } }',
  );
  expect(
    annotations(
      written(
        { roles: ['deployer'] },
        {},
        { packs: [pack], policy: { ...DEFAULT_POLICY, allowUndetermined: true } },
      ),
    ),
  ).toEqual([
    '::warning file=a.yaml,line=5,col=1,title=Nothing in scope (jurismap/nothing-in-scope)::No binding law of the packs looked at is known to reach this system. That says nothing about other laws.',
    '::warning file=a.yaml,line=5,col=1,title=Scope (small-act/in-scope)::Nobody knows, and 3 findings hang on it, 1 prohibited practice among them. Small Act (small-act), Art. 1. State what it depends on: markets. The policy lets it pass.%0Ahttps://example.org/act',
  ]);
});

test('a waiver that counts is told, and so is one that does not', () => {
  const waivers = [
    { rule: 'small-act/keep-logs', reason: 'in May', approver: 'Ann', expires: '2027-01-01' },
    { rule: 'small-act/keep-lags', reason: 'never', approver: 'Bob', expires: '2027-01-01' },
  ];
  expect(annotations(written(HIRING, { waivers }))).toEqual([
    '::warning file=a.yaml,line=17,col=5,title=Waiver of small-act/keep-lags until 2027-01-01 (jurismap/void-waiver)::It does not count: small-act has no rule "keep-lags" (did you mean "keep-logs"?). Given by Bob.',
    '::notice file=a.yaml,line=13,col=5,title=Keep logs (small-act/keep-logs)::Waived until 2027-01-01 by Ann: in May. Small Act (small-act), Art. 3, as deployer, since 2026-01-01.%0Ahttps://example.org/act',
  ]);
});

test('what the policy lets pass is a warning, and what was known before a notice', () => {
  const { system, ...before } = entryOf(
    reportOn(profile(HIRING), [authored().pack], catalogue, '2026-11-22'),
  );
  const gap =
    'No evidence is declared. Small Act (small-act), Art. 3, as deployer, since 2026-01-01. Declare evidence for event-logging, or for small-act/keep-logs itself.';
  expect(annotations(written(HIRING, {}, { policy: LAX }))).toEqual([
    `::warning file=a.yaml,line=10,col=3,title=Keep logs (small-act/keep-logs)::${gap} The policy lets it pass.%0Ahttps://example.org/act`,
  ]);
  expect(annotations(written(HIRING, {}, { baseline: { [system]: before } }))).toEqual([
    `::notice file=a.yaml,line=10,col=3,title=Keep logs (small-act/keep-logs)::${gap} It was known from the baseline.%0Ahttps://example.org/act`,
  ]);
});

test('nothing in scope is a warning, and an error where the policy requires some', () => {
  const nowhere = { ...HIRING, markets: [] };
  expect(written(nowhere)).toContain('::warning file=a.yaml,line=5,col=1,title=Nothing in scope ');
  const text = written(nowhere, {}, { policy: { ...DEFAULT_POLICY, requireScope: true } });
  expect(annotations(text)).toEqual([
    '::error file=a.yaml,line=5,col=1,title=Nothing in scope (jurismap/nothing-in-scope)::No binding law of the packs looked at is known to reach this system. That says nothing about other laws. The policy requires that something is in scope.',
  ]);
});

test('what starts later is counted, because it is no annotation', () => {
  expect(written(HIRING, {}, { asOf: '2025-11-22' })).toBe(
    `::group::system (a.yaml): pass, no gap, no prohibited practice and nothing undetermined today
  - 2 rules to come: "jurismap timeline" tells when.
::endgroup::
Exit code 0 (pass): no gap, no prohibited practice and nothing undetermined today.
`,
  );
});

describe('many issues', () => {
  const severities = ['low', 'medium', 'high', 'critical'];
  const duties = Array.from(
    { length: 12 },
    (_, i) =>
      `{ id: duty-${i}, kind: duty, title: Duty ${i}, cite: Art. 3, roles: [deployer], control: training, relation: equal, severity: ${severities[i % 4]}, when: { is: risky } }`,
  );
  const { pack } = withRules(...duties);
  const several = { 'a.yaml': { facts: HIRING }, 'b.yaml': { facts: HIRING } };
  const text = writtenBy(github, several, { packs: [pack] });

  test('the ten gravest of all systems are annotations', () => {
    const shown = annotations(text).map((line) => line.replace(/,line=.*title=/, ' ').replace(/ \(.*/, ''));
    expect(shown).toEqual([
      ...[3, 7, 11].map((i) => `::error file=a.yaml Duty ${i}`),
      ...[3, 7, 11].map((i) => `::error file=b.yaml Duty ${i}`),
      ...[2, 6, 10].map((i) => `::error file=a.yaml Duty ${i}`),
      '::error file=b.yaml Duty 2',
      '::notice title=Jurismap::Only the gravest are shown as annotations; the log of this step has 16 more errors.',
    ]);
  });

  test('the log has all, by system', () => {
    expect(text.match(/^ {2}- error: /gm)).toHaveLength(26);
    expect(text.match(/^::(end)?group::/gm)).toHaveLength(4);
    expect(text.trimEnd().split('\n').at(-1)).toBe('Exit code 1 (gap): 26 duties not shown to be met.');
  });
});

test('no text of a profile becomes a command', () => {
  const approver = '##[error]Ann\n::add-mask::e\u202e%0A';
  const waivers = [{ rule: 'small-act/risky', reason: 'x', approver, expires: '2027-01-01' }];
  const text = writtenBy(github, { '::error::b\n::error::,c:.yaml': { facts: HIRING, waivers } });
  expect(text.split('\n').map((line) => line.slice(0, 8))).toEqual([
    '::error ',
    '::warnin',
    '::group:',
    '  - erro',
    '  - warn',
    '::endgro',
    'Exit cod',
    '',
  ]);
  expect(text).not.toContain('##[');
  expect(text).toContain('file=%3A%3Aerror%3A%3Ab%0A%3A%3Aerror%3A%3A%2Cc%3A.yaml,line=10,col=3,');
  expect(text).toContain('Given by # #[error]Ann : :add-mask: :e %250A.');
});

test('standard input is no file', () => {
  const text = writtenBy(github, { '-': JSON.stringify(profile(HIRING)) });
  expect(annotations(text)[0]).toMatch(/^::error title=Keep logs /);
});
