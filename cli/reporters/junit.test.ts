import { expect, test } from 'vitest';
import type { Facts } from '../../engine/facts.ts';
import { DEFAULT_POLICY } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import { reportOn } from '../../engine/system-report.ts';
import { type Checking, writtenBy } from '../../test/fixtures/small-check.ts';
import { authored, catalogue, profile, withRules } from '../../test/fixtures/small-pack.ts';
import { junitProblems } from '../../test/reporters/schemas.ts';
import { entryOf } from '../check/baseline.ts';
import { junit } from './junit.ts';

const HIRING: Facts = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };

/** A document that is valid under both schemas. */
function written(facts: Facts, more: Partial<Profile> = {}, options: Checking = {}): string {
  return several({ 'a.yaml': { facts, ...more } }, options);
}

function several(profiles: Parameters<typeof writtenBy>[1], options: Checking = {}): string {
  const text = writtenBy(junit, profiles, options);
  expect(junitProblems(text)).toEqual([]);
  return text;
}

/** What stands between the properties and the output. */
function tests(text: string): string {
  return text.slice(text.indexOf('</properties>') + 13, text.indexOf('    <system-out>'));
}
const GAP = `<testcase classname="system.small-act" name="keep-logs (deployer): Keep logs" time="0"><failure type="gap" message="No evidence is declared.">No evidence is declared.
Small Act (small-act), Art. 3, as deployer, since 2026-01-01.
Declare evidence for event-logging, or for small-act/keep-logs itself.
https://example.org/act
a.yaml:10:3</failure></testcase>`;

test('a gap, in full', () => {
  expect(written(HIRING)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="system" package="jurismap" id="0" timestamp="2026-11-22T00:00:00" hostname="localhost" tests="1" failures="1" errors="0" skipped="0" time="0">
    <properties>
      <property name="name" value="System"/>
      <property name="file" value="a.yaml"/>
      <property name="as-of" value="2026-11-22"/>
      <property name="result" value="gap"/>
      <property name="small-act" value="1.0.0, in-scope"/>
    </properties>
    ${GAP}
    <system-out>gap: 1 duty not shown to be met.</system-out>
    <system-err/>
  </testsuite>
</testsuites>
`);
});

const { pack } = withRules(
  '{ id: no-chat, kind: prohibition, title: No chat, cite: Art. 3, when: { use.purposes: chat } }',
  '{ id: staff, kind: duty, title: Staff, cite: Art. 3, roles: [deployer], control: training, relation: equal }',
  '{ id: later, kind: duty, title: Later, cite: Art. 3, roles: [deployer], control: training, relation: equal, applies: [{ from: 2027-01-01 }] }',
  '{ id: never, kind: duty, title: Never, cite: Art. 3, roles: [provider], control: training, relation: equal }',
);

test('what is in order passes, what is to come is skipped, and what does not apply is no test', () => {
  const evidence = { training: { status: 'implemented' as const } };
  expect(tests(written(HIRING, { evidence }, { packs: [pack] }))).toBe(`
    ${GAP}
    <testcase classname="system.small-act" name="no-chat: No chat" time="0"/>
    <testcase classname="system.small-act" name="staff (deployer): Staff" time="0"/>
    <testcase classname="system.small-act" name="later (deployer): Later" time="0"><skipped message="Due from 2027-01-01, and shown already.">Due from 2027-01-01, and shown already.</skipped></testcase>
`);
});

test('a class to come is no test, and neither is a practice of an instrument out of scope', () => {
  const evidence = { 'event-logging': { status: 'implemented' as const } };
  expect(tests(written(HIRING, { evidence }, { asOf: '2025-11-22' }))).toBe(`
    <testcase classname="system.small-act" name="keep-logs (deployer): Keep logs" time="0"><skipped message="Due from 2026-01-01, and shown already.">Due from 2026-01-01, and shown already.</skipped></testcase>
`);
  expect(written({ ...HIRING, markets: [] }, {}, { packs: [pack] })).not.toContain('no-chat');
});

test('a prohibited practice, and what instead of evidence', () => {
  const text = written({ ...HIRING, 'use.purposes': ['chat'] }, {}, { packs: [pack] });
  expect(text).toContain(' tests="3" failures="2" errors="0" skipped="1" ');
  expect(tests(text)).toContain(`
    <testcase classname="system.small-act" name="no-chat: No chat" time="0"><failure type="prohibited" message="A prohibited practice.">A prohibited practice.
Small Act (small-act), Art. 3, since 2026-01-01.
No waiver lifts a prohibition: change the system, or mend the fact if it is wrong.
https://example.org/act
a.yaml:10:3</failure></testcase>
`);
});

test('what is undetermined fails, and is skipped where the policy accepts it', () => {
  const facts = { markets: ['EU', 'GB'], roles: ['deployer'] };
  const strict = written(facts);
  expect(tests(strict)).toBe(`
    <testcase classname="system.small-act" name="risky: Risky" time="0"><failure type="undetermined" message="Undetermined.">Undetermined.
Small Act (small-act), Art. 2.
State what it depends on: use.purposes.
It can come to: applies, not applicable.
https://example.org/act
a.yaml:5:1</failure></testcase>
    <testcase classname="system.small-act" name="keep-logs (deployer): Keep logs" time="0"><failure type="undetermined" message="Undetermined.">Undetermined.
Small Act (small-act), Art. 3, as deployer.
State what it depends on: use.purposes.
It can come to: gap, not applicable.
https://example.org/act
a.yaml:5:1</failure></testcase>
    <testcase classname="system.jurismap" name="uncovered-places: No pack for GB" time="0"><skipped message="What the law asks there was not looked at.">What the law asks there was not looked at.
a.yaml:6:3</skipped></testcase>
`);
  const lenient = written(facts, {}, { policy: { ...DEFAULT_POLICY, allowUndetermined: true } });
  expect(lenient).toContain(' tests="3" failures="0" errors="0" skipped="3" ');
  expect(lenient).toContain('The policy lets it pass.');
});

test('an instrument of which nobody knows whether it applies is one test', () => {
  const text = written(
    { roles: ['deployer'] },
    {},
    { packs: [pack], policy: { ...DEFAULT_POLICY, requireScope: true } },
  );
  expect(tests(text)).toBe(`
    <testcase classname="system.small-act" name="in-scope: Scope" time="0"><failure type="undetermined" message="Nobody knows, and 5 findings hang on it, 1 prohibited practice among them.">Nobody knows, and 5 findings hang on it, 1 prohibited practice among them.
Small Act (small-act), Art. 1.
State what it depends on: markets.
https://example.org/act
a.yaml:5:1</failure></testcase>
    <testcase classname="system.jurismap" name="nothing-in-scope: Nothing in scope" time="0"><failure type="nothing-in-scope" message="No binding law of the packs looked at is known to reach this system.">No binding law of the packs looked at is known to reach this system.
That says nothing about other laws.
The policy requires that something is in scope.
a.yaml:5:1</failure></testcase>
`);
});

test('a suite is never empty', () => {
  expect(tests(written({ ...HIRING, markets: [] }))).toContain(
    'name="nothing-in-scope: Nothing in scope" time="0"><skipped ',
  );
  expect(tests(written({ ...HIRING, 'use.purposes': [] }))).toBe(`
    <testcase classname="system.jurismap" name="nothing-owed: No rule is in force or to come" time="0"><skipped message="Nothing was tested.">Instruments reach this system, but none of their duties and prohibitions apply to it.</skipped></testcase>
`);
});

test('a waived gap is skipped, and so is a waiver that does not count', () => {
  const waivers = [
    { rule: 'small-act/keep-logs', reason: 'in May', approver: 'Ann', expires: '2027-01-01' },
    { rule: 'small-act/risky', reason: 'never', approver: 'Bob', expires: '2027-01-01' },
  ];
  expect(tests(written(HIRING, { waivers }))).toBe(`
    <testcase classname="system.small-act" name="keep-logs (deployer): Keep logs" time="0"><skipped message="Waived until 2027-01-01 by Ann: in May.">Waived until 2027-01-01 by Ann: in May.
Small Act (small-act), Art. 3, as deployer, since 2026-01-01.
https://example.org/act
a.yaml:13:5</skipped></testcase>
    <testcase classname="system.jurismap" name="void-waiver: Waiver of small-act/risky until 2027-01-01" time="0"><skipped message="It does not count: only duties can be waived, and this is a class.">It does not count: only duties can be waived, and this is a class.
Given by Bob.
a.yaml:17:5</skipped></testcase>
`);
});

test('what was known from the baseline, or the policy lets pass, is skipped', () => {
  const { system, ...before } = entryOf(
    reportOn(profile(HIRING), [authored().pack], catalogue, '2026-11-22'),
  );
  const known = written(HIRING, {}, { baseline: { [system]: before } });
  expect(known).toContain(' tests="1" failures="0" errors="0" skipped="1" ');
  expect(known).toContain('\nIt was known from the baseline.\n');
  const tolerated = written(HIRING, {}, { policy: { ...DEFAULT_POLICY, failOn: [] } });
  expect(tolerated).toContain(' tests="1" failures="0" errors="0" skipped="1" ');
  expect(tolerated).toContain('\nThe policy lets it pass.\n');
});

test('several systems are suites of their own, even with one id', () => {
  const text = several({ 'a.yaml': { facts: HIRING }, 'b/a.yaml': { facts: HIRING } });
  expect(text.match(/<testsuite name="[^"]*" package="jurismap" id="\d"/g)).toEqual([
    '<testsuite name="system" package="jurismap" id="0"',
    '<testsuite name="system (b/a.yaml)" package="jurismap" id="1"',
  ]);
  expect(text).toContain('classname="system (b/a.yaml).small-act"');
});

test('a JSON profile from standard input', () => {
  expect(several({ '-': JSON.stringify(profile(HIRING)) })).toContain('\nstandard input:1:');
});

test('text that XML has no place for', () => {
  const name = '<b>&"\']]>\u0001\ufffe\t\nx';
  const waivers = [
    { rule: 'small-act/risky', approver: `]]><x/>&amp;\u000b${name}`, reason: 'x', expires: '2027-01-01' },
  ];
  const text = written(HIRING, { system: { id: 'system', name }, waivers });
  expect(text).toContain('<property name="name" value="&lt;b&gt;&amp;&quot;\']]&gt; \ufffd  x"/>');
  expect(text).toContain('Given by ]]&gt;&lt;x/&gt;&amp;amp; &lt;b&gt;&amp;"\']]&gt; \ufffd  x.');
});
