import { describe, expect, it } from 'vitest';
import {
  authored,
  catalogue,
  INDEX,
  LEDGER,
  MANIFEST,
  RULES,
  withRules,
} from '../test/fixtures/small-pack.ts';
import type { Control } from './controls.ts';
import { lint } from './lint.ts';
import { InputError, type Problem } from './problem.ts';
import { type AuthoredPack, digestOfParts } from './read-pack.ts';

const PARAMETERS = {
  parameters: [{ id: 'retention', title: 'R' }],
  events: [{ id: 'creation', title: 'C' }],
};
const CONTROLS: Control[] = [
  { id: 'event-logging', family: 'design', title: 'Logs', definition: 'Logs', evidence: [], crosswalk: {} },
];

/** Problems of a pack; its version record is made right, so that only what the test is about remains. */
function lintOf(pack: AuthoredPack): Problem[] {
  const [change] = pack.source.manifest.changes;
  if (change) change.rules ??= digestOfParts(pack.source);
  return lint(pack, { catalogue, controls: CONTROLS, parameters: PARAMETERS }, INDEX);
}

function reasonsOf(make: () => AuthoredPack): string[] {
  try {
    return lintOf(make()).map(({ reason }) => reason);
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(({ reason }) => reason);
    throw error;
  }
}

/** A rule like those of the small act, with something of its own. */
const duty = (id: string, more: string): string =>
  `{ id: ${id}, kind: duty, title: T, cite: Art. 3, roles: [deployer], control: event-logging, relation: equal, ${more} }`;
const answered = (ids: string): string => LEDGER.replace('[keep-logs]', `[keep-logs, ${ids}]`);

describe('a pack without defects', () => {
  it('passes', () => {
    expect(lintOf(authored())).toEqual([]);
  });
});

describe('a pack is refused with', () => {
  it.each([
    ['an unknown fact', withRules.bind(null, duty('x', 'when: { flg: true }')), /no fact is called "flg"/],
    [
      'a value outside the enum',
      withRules.bind(null, duty('x', 'when: { kind: three }')),
      /"three" is not an option of "kind"/,
    ],
    [
      'a dangling reference',
      withRules.bind(null, duty('x', 'when: { is: rsky }')),
      /no definition or class is called "rsky"/,
    ],
    [
      'an unknown role',
      withRules.bind(null, duty('x', 'when: { flag: true }').replace('[deployer]', '[user]')),
      /has no role "user"/,
    ],
    ['an unknown schedule', withRules.bind(null, duty('x', 'applies: soon')), /no schedule is called "soon"/],
    ['an unknown penalty', withRules.bind(null, duty('x', 'penalty: jail')), /no penalty is called "jail"/],
    [
      'an unknown control',
      withRules.bind(null, duty('x', 'when: { flag: true }').replace('event-logging', 'logs')),
      /no control is called "logs"/,
    ],
    [
      'a duty without control',
      withRules.bind(null, duty('x', 'when: { flag: true }').replace('control: event-logging, ', '')),
      /names no control/,
    ],
    [
      'a duplicate id',
      withRules.bind(null, duty('keep-logs', 'when: { flag: true }')),
      /two parts of the pack are called "keep-logs"/,
    ],
    [
      'a cycle',
      withRules.bind(
        null,
        '{ id: a, kind: definition, title: A, cite: Art. 3, when: { is: b } }',
        '{ id: b, kind: definition, title: B, cite: Art. 3, when: { is: a } }',
      ),
      /refers to itself: a → b → a/,
    ],
    [
      'a window that closes before it opens',
      withRules.bind(null, duty('x', 'applies: [{ from: 2027-01-01, until: 2026-01-01 }]')),
      /closes on 2026-01-01, before it opens/,
    ],
    [
      'a window that never opens',
      withRules.bind(
        null,
        duty(
          'x',
          'when: { flag: true }, applies: [{ from: 2027-01-01 }, { from: 2026-01-01, when: { flag: false } }]',
        ),
      ),
      /this window never opens/,
    ],
    [
      'two exceptions of equal rank that can both hold',
      withRules.bind(
        null,
        duty(
          'x',
          'unless: [{ id: a, cite: Art. 3, when: { flag: true } }, { id: b, cite: Art. 3, when: { kind: one, flag: true } }]',
        ),
      ),
      /"a" and "b" of equal rank can both hold/,
    ],
    [
      'an exception that can never hold',
      withRules.bind(
        null,
        duty('x', 'when: { flag: true }, unless: [{ id: a, cite: Art. 3, when: { flag: false } }]'),
      ),
      /"a" can never hold/,
    ],
    [
      'a pinpoint that does not exist',
      withRules.bind(null, duty('x', 'when: { flag: true }').replace('Art. 3', 'Art. 4')),
      /"Art. 4" is no provision/,
    ],
    [
      'a rule that no system can meet',
      withRules.bind(null, duty('x', 'when: { all: [{ flag: true }, { flag: false }] }')),
      /can hold for no possible system/,
    ],
    [
      'a definition that every system meets',
      withRules.bind(
        null,
        '{ id: x, kind: definition, title: X, cite: Art. 3, when: { any: [{ flag: true }, { flag: false }] } }',
      ),
      /holds for every possible system/,
    ],
    [
      'a rule that hangs on a question not asked',
      withRules.bind(null, duty('x', 'when: { kind: one }')),
      /can depend on "kind" where that is not asked/,
    ],
    ['an empty condition', withRules.bind(null, duty('x', 'when: {}')), /is not a condition/],
    [
      'a comparison of days with a number',
      withRules.bind(null, duty('x', 'when: { dates.placed: { before: 5 } }')),
      /needs one comparison with a day/,
    ],
    ['an unknown key', withRules.bind(null, duty('x', 'wen: { flag: true }')), /"wen" is not known here/],
  ])('%s', (_, make, reason) => {
    expect(reasonsOf(make).join('\n')).toMatch(reason);
  });

  it('a provision without an answer, or an answer without a provision', () => {
    const ledger = LEDGER.replace('Art. 9:', 'Art. 10:');
    const reasons = reasonsOf(() => authored({ ledger })).join('\n');
    expect(reasons).toMatch(/"Art. 9" has no answer/);
    expect(reasons).toMatch(/"Art. 10" is no provision/);
  });

  it('a ledger that names a rule that does not exist, or not the rule that cites the provision', () => {
    expect(reasonsOf(() => authored({ ledger: LEDGER.replace('[risky]', '[rsky]') })).join('\n')).toMatch(
      /no rule is called "rsky"/,
    );
    expect(reasonsOf(() => withRules(duty('x', 'when: { flag: true }'))).join('\n')).toMatch(
      /does not name "x", which cites it/,
    );
    expect(reasonsOf(() => authored({ ledger: answered('keep-logs') }))).toEqual([]);
  });

  it('a changed rule under an unchanged version', () => {
    const recorded = digestOfParts(authored().source);
    const manifest = MANIFEST.replace('what: First version', `what: First version, rules: ${recorded}`);
    expect(lintOf(authored({ manifest }))).toEqual([]);
    const changed = RULES.replace('title: Keep logs', 'title: Keep all logs');
    expect(reasonsOf(() => authored({ manifest, rules: changed })).join('\n')).toMatch(
      /differ from those recorded/,
    );
  });

  it('its place: file, line and column', () => {
    const [problem] = lintOf(withRules(duty('x', 'when: { all: [{ flag: true }, { flag: false }] }'))).filter(
      ({ reason }) => reason.includes('no possible system'),
    );
    expect(problem).toMatchObject({ file: 'rules.yaml', line: 6 });
  });
});
