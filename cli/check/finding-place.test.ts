import { expect, test } from 'vitest';
import { readProfile } from '../../engine/check-profile.ts';
import type { Pack } from '../../engine/pack.ts';
import { DEFAULT_POLICY } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import { reportOn } from '../../engine/system-report.ts';
import { authored, catalogue, LEDGER, RULES, withRules } from '../../test/fixtures/small-pack.ts';
import { checkedSystem } from './checked-system.ts';
import { placeIn } from './finding-place.ts';

const HIRING = `jurismap: 1
system: { id: system, name: System }
facts:
  flag: false
  markets: [EU]
  roles: [deployer]
  use.purposes: [hiring]
  size: 20
`;

/** Where the findings of a rule come from, as `line:column path`. */
function placesOf(rule: string, text: string, pack: Pack = authored().pack, profile?: Profile): string[] {
  const { document, profile: written } = readProfile(text, 'a.yaml', catalogue);
  const read = { document, profile: profile ?? written };
  const report = reportOn(read.profile, [pack], catalogue, '2026-11-22');
  const checked = checkedSystem(
    'a.yaml',
    read,
    report,
    { packs: [pack], catalogue },
    DEFAULT_POLICY,
    undefined,
  );
  const finding = report.assessments[0]?.findings.find((candidate) => candidate.rule === rule);
  if (!finding) throw new Error(`no finding of ${rule}`);
  return checked.placesOf(finding).map(({ line, column, path }) => `${line}:${column} ${path.join('/')}`);
}

test('a gap comes from what the rule speaks of, before the role and the instrument', () => {
  expect(placesOf('keep-logs', HIRING)).toEqual([
    '7:3 facts/use.purposes',
    '6:3 facts/roles',
    '5:3 facts/markets',
  ]);
});

test('what merely rules out an exception, or says there is nothing, comes last', () => {
  const { pack } = authored({
    rules: RULES.replace(
      'when: { is: risky } }',
      'when: { all: [{ is: risky }, { not: { use.purposes: chat } }] }, unless: [{ id: tiny, cite: Art. 3, when: { size: { lessThan: 10 } } }] }',
    ),
  });
  expect(placesOf('keep-logs', HIRING, pack).map((place) => place.split('/')[1])).toEqual([
    'use.purposes',
    'roles',
    'markets',
    'size',
  ]);
});

test('a list of nothing asserts nothing, even where the rule speaks of it', () => {
  const { pack } = authored({
    rules: RULES.replace(
      'when: { is: risky } }',
      'when: { any: [{ flag: false }, { use.purposes: hiring }] }, unless: [{ id: chat, cite: Art. 3, when: { use.purposes: chat } }] }',
    ),
  });
  const places = placesOf('keep-logs', HIRING.replace('[hiring]', '[]'), pack);
  expect(places[0]).toBe('4:3 facts/flag');
  expect(places.at(-1)).toBe('7:3 facts/use.purposes');
});

test('among equals, the fact on which the fewest findings rest', () => {
  const { pack } = withRules(
    '{ id: staff, kind: duty, title: Staff, cite: Art. 3, roles: [deployer], control: training, relation: equal, when: { all: [{ is: risky }, { size: { atLeast: 10 } }] } }',
  );
  expect(placesOf('staff', HIRING, pack)[0]).toBe('8:3 facts/size');
});

test('evidence that falls short is the cause, before evidence that does not', () => {
  const { pack } = authored({
    rules: RULES.replace('control: event-logging', 'control: [training, event-logging]'),
  });
  const text = `${HIRING}evidence:
  training: { status: implemented }
  event-logging: { status: planned }
`;
  expect(placesOf('keep-logs', text, pack).slice(0, 2)).toEqual([
    '11:3 evidence/event-logging',
    '10:3 evidence/training',
  ]);
});

test('a waived gap comes from its waiver', () => {
  const text = `${HIRING}waivers:
  - { rule: small-act/keep-logs, reason: late, approver: Ann, expires: 2026-01-01 }
  - { rule: small-act/keep-logs, reason: later, approver: Ann, expires: 2027-01-01 }
`;
  expect(placesOf('keep-logs', text)[0]).toBe('11:5 waivers/1');
});

test('a waiver for a former content of the rule is not where it comes from', () => {
  const text = `${HIRING}waivers:
  - { rule: small-act/keep-logs, reason: before, approver: Ann, expires: 2027-01-01, ruleDigest: former }
  - { rule: small-act/keep-logs, reason: now, approver: Ann, expires: 2027-01-01 }
`;
  expect(placesOf('keep-logs', text)[0]).toBe('11:5 waivers/1');
});

test('a waiver that another file brought stands with the system, and what it waives where it would without it', () => {
  const { document, profile } = readProfile(HIRING, 'a.yaml', catalogue);
  expect(placeIn(document, ['waivers', 0])).toEqual({ path: ['system'], line: 2, column: 1 });
  const waiver = { rule: 'small-act/keep-logs', reason: 'late', approver: 'Ann', expires: '2027-01-01' };
  expect(placesOf('keep-logs', HIRING, authored().pack, { ...profile, waivers: [waiver] })[0]).toBe(
    '7:3 facts/use.purposes',
  );
});

test('what is undetermined comes from what is not there', () => {
  expect(placesOf('keep-logs', HIRING.replace('  use.purposes: [hiring]\n', ''))).toEqual(['3:1 facts']);
});

test('a fact that measurements answer stands among the measurements', () => {
  const { pack } = authored({
    rules: `${RULES.replace('when: { use.purposes: hiring }', 'when: { size: { lessThan: 0.8 } }').trimEnd()}
measures:
  - { id: ratios, title: Ratios, cite: Art. 3, rate: selection, tables: [[sex]], supplies: size }
`,
    ledger: LEDGER.replace('[keep-logs]', '[keep-logs, ratios]'),
  });
  const text = `${HIRING.replace('  size: 20\n', '')}measurements:
  audit:
    rate: selection
    collected: 2026-03-01
    tables:
      - { by: [sex], groups: [{ of: [a], assessed: 10, selected: 1 }, { of: [b], assessed: 10, selected: 9 }] }
`;
  expect(placesOf('keep-logs', text, pack)[0]).toBe('8:1 measurements');
});

test('columns count from the start of the line in JSON too', () => {
  const text = `{ "jurismap": 1, "system": { "id": "system", "name": "System" },
  "facts": { "markets": ["EU"], "roles": ["deployer"], "use.purposes": ["hiring"] } }`;
  expect(placesOf('keep-logs', text)[0]).toBe('2:56 facts/use.purposes');
});
