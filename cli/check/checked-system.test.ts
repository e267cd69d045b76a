import { expect, test } from 'vitest';
import { readProfile } from '../../engine/check-profile.ts';
import { DEFAULT_POLICY } from '../../engine/policy.ts';
import { reportOn } from '../../engine/system-report.ts';
import { authored, catalogue } from '../../test/fixtures/small-pack.ts';
import { checkedSystem } from './checked-system.ts';

const packs = [authored().pack];

function checked(facts: string) {
  const text = `{ jurismap: 1, system: { id: s, name: S }, facts: ${facts} }`;
  const read = readProfile(text, 'a.yaml', catalogue);
  const report = reportOn(read.profile, packs, catalogue, '2026-11-22');
  return checkedSystem('a.yaml', read, report, { packs, catalogue }, DEFAULT_POLICY, undefined);
}

test('questions are worked out once, for however many formats want them', () => {
  const system = checked('{ markets: [EU], roles: [deployer] }');
  const questions = system.questions();
  expect(questions.map(({ fact }) => fact)).toEqual(['use.purposes']);
  expect(system.questions()).toBe(questions);
});

test('nothing is asked where all is settled', () => {
  expect(checked('{ markets: [EU], roles: [deployer], use.purposes: [hiring] }').questions()).toEqual([]);
});
