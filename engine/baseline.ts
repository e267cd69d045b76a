import * as z from 'zod';
import {
  type Assessment,
  AssessmentSchema,
  type Finding,
  FindingSchema,
  keyOf,
  OUTCOMES,
  type Outcome,
} from './finding.ts';

/** What one pack said of a system: everything that was not in order. */
const PackBaselineSchema = AssessmentSchema.pick({
  version: true,
  packDigest: true,
  profileDigest: true,
  catalogueDigest: true,
  engine: true,
}).extend({
  /** By rule and role. A finding that is not here was in order, or did not exist. */
  findings: z.record(
    z.string(),
    z.strictObject({ outcome: z.enum(OUTCOMES), ruleDigest: FindingSchema.shape.ruleDigest }),
  ),
});

/** What an earlier check said of one system, with the digests of what it was taken from. */
export const SystemBaselineSchema = z
  .strictObject({ asOf: z.string(), packs: z.record(z.string(), PackBaselineSchema) })
  .meta({ id: 'SystemBaseline' });
export type SystemBaseline = z.infer<typeof SystemBaselineSchema>;

/** What a later check needs to know of this one: outcomes that are not in order, and the digests of the inputs. */
export function baselineOf(asOf: string, assessments: readonly Assessment[]): SystemBaseline {
  const packs = assessments.map((assessment) => {
    const { pack, version, packDigest, profileDigest, catalogueDigest, engine } = assessment;
    const findings = assessment.findings
      .filter(({ outcome }) => RANKS[outcome] > 0)
      .map((finding) => [keyOf(finding), { outcome: finding.outcome, ruleDigest: finding.ruleDigest }]);
    return [
      pack,
      { version, packDigest, profileDigest, catalogueDigest, engine, findings: Object.fromEntries(findings) },
    ];
  });
  return { asOf, packs: Object.fromEntries(packs) };
}

/**
 * True where a finding is no worse than in the baseline. A rule whose content has changed since counts as new: what was
 * accepted was something else.
 */
export function isKnown(finding: Finding, pack: string, baseline: SystemBaseline): boolean {
  const packBefore = Object.hasOwn(baseline.packs, pack) ? baseline.packs[pack] : undefined;
  const key = keyOf(finding);
  const before = packBefore && Object.hasOwn(packBefore.findings, key) ? packBefore.findings[key] : undefined;
  return (
    before !== undefined &&
    before.ruleDigest === finding.ruleDigest &&
    RANKS[finding.outcome] <= RANKS[before.outcome]
  );
}

/** How far from being in order. */
const RANKS: Readonly<Record<Outcome, number>> = {
  prohibited: 5,
  gap: 4,
  partial: 3,
  undetermined: 2,
  upcoming: 1,
  waived: 1,
  applies: 0,
  clear: 0,
  met: 0,
  'not-applicable': 0,
};
