import { expect, test } from 'vitest';
import type { Facts } from '../../engine/facts.ts';
import type { Profile } from '../../engine/profile.ts';
import { type Checking, writtenBy } from '../../test/fixtures/small-check.ts';
import { authored, LEDGER, RULES } from '../../test/fixtures/small-pack.ts';
import { table } from './table.ts';

function written(facts: Facts, more: Partial<Profile> = {}, options: Checking = {}): string {
  return writtenBy(table, { 'a.yaml': { facts, ...more } }, options);
}

const HIRING: Facts = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };

test('a gap, from the headline to the exit code', () => {
  expect(written(HIRING)).toBe(`System (system) as of 2026-11-22, from a.yaml
Risky (Art. 2).

Small Act (small-act 1.0.0, compared with its source on 2026-11-22)
  In scope.
  Classes that apply, or will (1)
    Art. 2            Risky
                      since 2026-01-01
  Duties with a gap (1)
    Art. 3            Keep logs
                      deployer · since 2026-01-01 · control event-logging · none
                      declared

Exit code 1 (gap): 1 duty not shown to be met.
`);
});

test('a duty to come, and what it would come to already', () => {
  expect(
    written(HIRING, { evidence: { 'event-logging': { status: 'implemented' } } }, { asOf: '2025-11-22' }),
  ).toContain(
    `  Duties to come from 2026-01-01 (1)
    Art. 3            Keep logs
                      deployer · control event-logging · met if it applied
                      already
`,
  );
});

test('what is unknown, and the questions that settle it', () => {
  expect(
    written({ markets: ['EU', 'GB'], roles: ['deployer'] }),
  ).toBe(`System (system) as of 2026-11-22, from a.yaml
Not classified yet: 1 class still depends on facts nobody has stated.

Small Act (small-act 1.0.0, compared with its source on 2026-11-22)
  In scope.
  Undetermined (2)
    Art. 2            Risky (class)
                      depends on use.purposes
    Art. 3            Keep logs (duty, deployer)
                      depends on use.purposes

No pack for GB: what the law of that place asks was not looked at.

Best asked next
  - Is it? [use.purposes] bears on 2 open findings

Exit code 3 (undetermined): 2 findings cannot be settled from the facts given.
`);
});

test('nothing in scope is no pass in words', () => {
  expect(written({ ...HIRING, markets: ['US'] })).toContain('Nothing in scope: none of the instruments');
});

test('colour changes nothing but the colour', () => {
  const plain = written(HIRING);
  const coloured = written(HIRING, {}, { page: { width: 80, colour: true } });
  expect(coloured).not.toBe(plain);
  expect(coloured.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')).toBe(plain);
});

test('what evidence for the controls does not show, scores and statistics', () => {
  const { pack } = authored({
    rules: `${RULES.replace('relation: equal', 'relation: superset, missing: a copy for the authority').trimEnd()}
scores:
  - { id: impact, title: Impact, cite: Art. 2, items: [{ fact: flag, points: { yes: 3 } }, { fact: kind, points: { two: 4 }, when: { flag: true } }] }
measures:
  - { id: ratios, title: Ratios, cite: Art. 3, rate: selection, tables: [[sex], [origin]], groups: { sex: [female, male] }, flagBelow: { ratio: 0.8, cite: Art. 3 } }
`,
    ledger: LEDGER.replace('[risky]', '[risky, impact]').replace('[keep-logs]', '[keep-logs, ratios]'),
  });
  const groups = [
    { of: ['female'], assessed: 100, selected: 30 },
    { of: ['other'], assessed: 0, selected: 0 },
    { of: ['unnamed'], assessed: 100, selected: 60 },
  ];
  const tables = [
    { by: ['sex'], unknown: 5, groups },
    { by: ['gender'], groups },
  ];
  const text = written(
    { ...HIRING, flag: true },
    {
      evidence: { 'event-logging': { status: 'implemented' } },
      measurements: { audit: { rate: 'selection', collected: '2026-03-01', tables } },
    },
    { packs: [pack] },
  );
  const from = text.indexOf('  Scores');
  expect(text.slice(from, text.indexOf('Exit code'))).toBe(`  Scores (1)
    Art. 2            Impact: from 3 to 7, 3 so far; depends on 1 answer
  Measures (1), informative
    Art. 3            Ratios, from audit of 2026-03-01
                      By sex, compared with unnamed, 5 of unknown category left
                      out:
                        female: 30 of 100, rate 0.300, ratio 0.500, below the mark
                        other: 0 of 0, not computable
                        unnamed: 60 of 100, rate 0.600, ratio 1.000
                        Not in the table: male.
                      No table by origin.
  Duties partly met (1)
    Art. 3            Keep logs
                      deployer · since 2026-01-01 · control event-logging · not
                      shown: a copy for the authority

No pack reads the table of audit: by gender: check its dimensions and its
  version.

`);
});
