import { describe, expect, it } from 'vitest';
import { authored, catalogue, MANIFEST, profile, RULES } from '../test/fixtures/small-pack.ts';
import { differences, type Situation } from './difference.ts';
import type { Facts } from './facts.ts';
import type { Profile } from './profile.ts';

const { pack } = authored();
const stricter = authored({
  manifest: MANIFEST.replace('version: "1.0.0"\nverified', 'version: "2.0.0"\nverified'),
  rules: `${RULES.replace('use.purposes: hiring', 'use.purposes: [hiring, chat]').trimEnd()}
  - { id: new-duty, kind: duty, title: New, cite: Art. 3, roles: [deployer], control: event-logging, relation: equal, when: { is: risky } }
`,
}).pack;

const HIRING: Facts = { markets: ['EU'], 'use.purposes': ['hiring'], roles: ['deployer'] };
const at = (facts: Facts, asOf = '2026-11-22', packs = [pack], more: Partial<Profile> = {}): Situation => ({
  profile: profile(facts, more),
  packs,
  asOf,
});

function told(before: Situation, after: Situation): string[] {
  return differences(before, after, catalogue).differences.map(
    ({ rule, before: was, after: is, causes }) =>
      `${rule}: ${was?.outcome ?? 'none'} → ${is?.outcome ?? 'none'} (${causes.join(', ')})`,
  );
}

describe('two situations', () => {
  it('that are equal do not differ', () => {
    expect(differences(at(HIRING), at(HIRING), catalogue)).toMatchObject({
      changed: [],
      differences: [],
      unchanged: 2,
    });
  });

  it('differ by facts', () => {
    expect(told(at({ ...HIRING, 'use.purposes': ['chat'] }), at(HIRING))).toEqual([
      'risky: not-applicable → applies (profile)',
      'keep-logs: not-applicable → gap (profile)',
    ]);
  });

  it('differ by evidence', () => {
    const shown = { evidence: { 'event-logging': { status: 'implemented' as const } } };
    expect(told(at(HIRING), at(HIRING, undefined, undefined, shown))).toEqual([
      'keep-logs: gap → met (evidence)',
    ]);
  });

  it('differ by time', () => {
    expect(told(at(HIRING, '2025-06-01'), at(HIRING))).toEqual([
      'risky: upcoming → applies (time)',
      'keep-logs: upcoming → gap (time)',
    ]);
  });

  it('differ by the version of a pack, also in rules that are new or gone', () => {
    const chat = { ...HIRING, 'use.purposes': ['chat'] };
    expect(told(at(chat), at(chat, undefined, [stricter]))).toEqual([
      'risky: not-applicable → applies (pack)',
      'keep-logs: not-applicable → gap (pack)',
      'new-duty: none → gap (pack)',
    ]);
    expect(told(at(HIRING, undefined, [stricter]), at(HIRING))).toEqual(['new-duty: gap → none (pack)']);
    expect(told(at(HIRING), at(HIRING, undefined, []))).toEqual([
      'risky: applies → none (pack)',
      'keep-logs: gap → none (pack)',
    ]);
  });

  it('can differ by several causes, told in their order', () => {
    const before = at({ ...HIRING, 'use.purposes': ['chat'] }, '2025-06-01');
    expect(told(before, at(HIRING))).toEqual([
      'risky: not-applicable → applies (profile, time)',
      'keep-logs: not-applicable → gap (profile, time)',
    ]);
  });

  it('are not told to differ in what ends as it began', () => {
    const shown = {
      evidence: { 'event-logging': { status: 'implemented' as const, expires: '2026-12-31' } },
    };
    const after = at(HIRING, '2027-01-01', undefined, shown);
    expect(told(at(HIRING, '2026-11-22', undefined, { evidence: {} }), after)).toEqual([
      'keep-logs: gap → gap (evidence, time)',
    ]);
    expect(told(at(HIRING), at(HIRING, '2027-01-01'))).toEqual([]);
  });
});
