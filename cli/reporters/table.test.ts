import { expect, test } from 'vitest';
import type { Facts } from '../../engine/facts.ts';
import type { Profile } from '../../engine/profile.ts';
import { reportOn } from '../../engine/system-report.ts';
import { authored, catalogue, profile } from '../../test/fixtures/small-pack.ts';
import { exitCodeOf } from '../exit-code.ts';
import { table } from './table.ts';

const PACKS = [authored().pack];

function written(facts: Facts, more: Partial<Profile> = {}, asOf = '2026-11-22', colour = false): string {
  const system = profile(facts, more);
  const report = reportOn(system, PACKS, catalogue, asOf);
  return table(
    {
      asOf,
      systems: [{ file: 'a.yaml', profile: system, report }],
      gate: report.gate,
      exitCode: exitCodeOf(report.gate.result, false),
      rules: {
        catalogue,
        controls: [],
        parameters: { parameters: [], events: [] },
        conflicts: [],
        packs: PACKS,
      },
    },
    { width: 80, colour },
  );
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
    written(HIRING, { evidence: { 'event-logging': { status: 'implemented' } } }, '2025-11-22'),
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
  const coloured = written(HIRING, {}, undefined, true);
  expect(coloured).not.toBe(plain);
  expect(coloured.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')).toBe(plain);
});
