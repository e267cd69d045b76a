import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../engine/evaluate.ts';
import type { Facts } from '../../engine/facts.ts';
import type { Assessment } from '../../engine/finding.ts';
import { PackDifference } from '../../engine/lanes/pack-difference.ts';
import { packFacts } from '../../engine/lanes/vector.ts';
import type { Pack } from '../../engine/pack.ts';
import { type PackSource, packFromSource } from '../../engine/read-pack.ts';
import { catalogue, DAYS, facts, packSource } from './worlds.ts';

const day = fc.constantFrom(...DAYS);

/** Two versions of a pack: all of it other, or all but a rule, a definition or the scores the same. */
const versions = fc
  .tuple(packSource, packSource, fc.constantFrom('all', 'rule', 'definition', 'scores', 'title', 'none'))
  .map(([one, other, what]) =>
    [one, changed(one, other, what)].map((source) => packFromSource(source, catalogue)),
  );

function changed(one: PackSource, other: PackSource, what: string): PackSource {
  const taking = (id: string): PackSource => ({
    ...one,
    rules: one.rules.map((rule) =>
      rule.id === id ? (other.rules.find((its) => its.id === id) ?? rule) : rule,
    ),
  });
  switch (what) {
    case 'all':
      return other;
    case 'rule':
      return taking('r2');
    case 'definition':
      return taking('d1');
    case 'scores':
      return { ...one, scores: other.scores };
    case 'title':
      return {
        ...one,
        rules: one.rules.map((rule) => (rule.id === 'r1' ? { ...rule, title: 'Other' } : rule)),
      };
    default:
      return one;
  }
}

function assess(pack: Pack, known: Facts, on: string): Assessment {
  const profile = { jurismap: 1, system: { id: 's', name: 'S' }, facts: known } as const;
  return evaluate({ ...profile, evidence: {}, waivers: [], measurements: {} }, pack, catalogue, on);
}

/** Everything about findings of rules that apply, will or may, and nothing about the version of the pack. */
function content({ findings, scores, applicability, nextChangeAt }: Assessment) {
  return {
    applicability,
    nextChangeAt,
    scores: applicability === 'out-of-scope' ? [] : scores,
    findings: findings.filter(({ outcome }) => outcome !== 'not-applicable' && outcome !== 'clear'),
  };
}

describe('the difference between two versions of a pack', () => {
  it('concerns every system whose assessment it changes', () => {
    let spared = 0;
    fc.assert(
      fc.property(
        versions,
        fc.array(facts, { minLength: 1, maxLength: 32 }),
        day,
        ([before, after], all, on) => {
          if (!before || !after) return;
          const concerns = new PackDifference(before, after, catalogue).concerns(
            all.map((known) => packFacts(known, catalogue)),
            catalogue,
            on,
          );
          for (const [i, known] of all.entries()) {
            if (concerns[i]) continue;
            spared += 1;
            const [was, is] = [assess(before, known, on), assess(after, known, on)].map(content);
            expect({ ...is, applicability: '' }).toEqual({ ...was, applicability: '' });
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(spared).toBeGreaterThan(400);
  });

  it('concerns nobody where there is none', () => {
    fc.assert(
      fc.property(packSource, facts, day, (source, known, on) => {
        const [one, same] = [packFromSource(source, catalogue), packFromSource(source, catalogue)];
        expect(
          new PackDifference(one, same, catalogue).concerns([packFacts(known, catalogue)], catalogue, on),
        ).toEqual([false]);
      }),
      { numRuns: 100 },
    );
  });
});
