import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRulesFolder } from '../../cli/rules-folder.ts';
import { checkProfile } from '../../engine/check-profile.ts';
import { evaluate } from '../../engine/evaluate.ts';
import type { Fact } from '../../engine/facts.ts';
import { AssessmentSchema } from '../../engine/finding.ts';

/** Any profile that is let in is evaluated, on any day that is let in. */

const { catalogue, packs } = readRulesFolder(join(new URL('../../', import.meta.url).pathname, 'rules'));

function answerTo(fact: Fact): fc.Arbitrary<unknown> {
  switch (fact.type) {
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...fact.options.map(({ id }) => id));
    case 'set': {
      const options =
        fact.options === 'places'
          ? ['EU', 'DE', 'US', 'US-NY', 'US-NY-NYC', 'CA-QC', 'KR']
          : fact.options.map(({ id }) => id);
      // Nothing forbids naming an option twice.
      return fc.oneof(
        fc.constant(options),
        fc.array(fc.constantFrom(...options), { maxLength: options.length }),
      );
    }
    case 'number': {
      const { minimum = -1e308, maximum = 1e308 } = fact;
      const inside = [0, 1e25, 1.1e25, 0.1].filter((value) => value >= minimum && value <= maximum);
      return fc.constantFrom(minimum, maximum, ...inside);
    }
    case 'date':
      return fc.constantFrom('never', '1000-01-01', '2000-02-29', '2027-12-02', '9999-12-31');
  }
}

const facts = fc.record(Object.fromEntries(catalogue.facts.map((fact) => [fact.id, answerTo(fact)])), {
  requiredKeys: [],
});

describe('evaluation', () => {
  it.each(packs.map(({ authored }) => authored.pack))('under $id takes every valid profile', (pack) => {
    fc.assert(
      fc.property(facts, fc.constantFrom('2000-01-01', '2026-11-24', '2099-12-31'), (stated, day) => {
        const profile = checkProfile(
          { jurismap: 1, system: { id: 's', name: 'S' }, facts: stated },
          catalogue,
        );
        const assessment = evaluate(profile, pack, catalogue, day);
        expect(AssessmentSchema.safeParse(assessment).success).toBe(true);
        for (const finding of assessment.findings) {
          expect(finding.missing.length > 0).toBe(finding.outcome === 'undetermined');
          expect(finding.possible.length > 1).toBe(finding.outcome === 'undetermined');
        }
      }),
      { numRuns: 60 },
    );
  });
});
