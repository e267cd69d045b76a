import { describe, expect, it } from 'vitest';
import { authored, catalogue, profile, withRules } from '../test/fixtures/small-pack.ts';
import { evaluate } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { standingUnder } from './standing.ts';

const AS_OF = '2026-11-22';
const { pack } = withRules(
  '{ id: ban, kind: prohibition, title: Ban, cite: Art. 2, severity: critical, when: { flag: true } }',
  '{ id: ban-too, kind: prohibition, title: Ban, cite: Art. 2, when: { flag: true } }',
);

describe('a standing', () => {
  it.each<Facts>([
    {},
    { markets: ['EU'] },
    { markets: ['EU'], flag: true, roles: ['deployer'] },
    { markets: ['KR'] },
  ])('has the outcomes of an evaluation for %j', (facts) => {
    const standing = standingUnder(profile(facts), pack, catalogue, AS_OF);
    const { findings, applicability } = evaluate(profile(facts), pack, catalogue, AS_OF);
    const determined = findings.filter(({ outcome }) => outcome !== 'undetermined');
    expect(standing.settled.map(({ rule, role, result }) => [rule.id, role, result.outcome])).toEqual(
      determined.map(({ rule, role, outcome }) => [rule, role, outcome]),
    );
    expect(standing.open.flatMap(({ severities }) => severities)).toHaveLength(
      findings.length - determined.length,
    );
    expect(standing.reaches).toBe(
      { 'in-scope': true, 'out-of-scope': false, undetermined: undefined }[applicability],
    );
  });

  it('holds equal open results together, with the facts they depend on', () => {
    const { open } = standingUnder(profile({ markets: ['EU'] }), pack, catalogue, AS_OF);
    expect(open.map(({ facts, severities }) => [[...facts].sort(), severities])).toEqual([
      [['use.purposes'], ['medium']],
      [['roles', 'use.purposes'], ['medium']],
      [['flag'], ['critical', 'medium']],
    ]);
  });

  it('of a pack without open results depends on nothing', () => {
    const { open } = standingUnder(profile({ markets: ['KR'] }), authored().pack, catalogue, AS_OF);
    expect(open).toEqual([]);
  });
});
