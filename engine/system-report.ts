import * as z from 'zod';
import type { SystemBaseline } from './baseline.ts';
import { uncoveredPlaces } from './coverage.ts';
import type { Day } from './day.ts';
import { evaluate } from './evaluate.ts';
import type { Catalogue } from './facts.ts';
import { AssessmentSchema } from './finding.ts';
import { GateSchema, gate } from './gate.ts';
import { unreadTables } from './measure.ts';
import type { Pack } from './pack.ts';
import type { Policy } from './policy.ts';
import { type Profile, SystemSchema } from './profile.ts';
import { WaiverUseSchema, waiverUses } from './waiver-use.ts';

/** What Jurismap says about one system on one day: the JSON of `jurismap check` and of `POST /v1/evaluate`. */
export const SystemReportSchema = z
  .strictObject({
    asOf: z.string(),
    system: SystemSchema,
    gate: GateSchema,
    assessments: z.array(AssessmentSchema),
    /** Places the profile names for which no pack speaks. */
    uncovered: z.array(z.string()),
    /** Tables of measurements that no pack reads. */
    unread: z.array(z.string()),
    /** What became of each waiver the profile carries. */
    waivers: z.array(WaiverUseSchema),
  })
  .meta({ id: 'SystemReport' });
export type SystemReport = z.infer<typeof SystemReportSchema>;

/**
 * Evaluates a system under packs and draws the verdict.
 *
 * @param packs the packs to evaluate; a named place none of them speaks for is reported as uncovered
 * @param policy what fails; binding gaps and what is undetermined when left out
 * @param baseline what an earlier check said of the system; only what got worse fails
 */
export function reportOn(
  profile: Profile,
  packs: readonly Pack[],
  catalogue: Catalogue,
  asOf: Day,
  policy?: Policy,
  baseline?: SystemBaseline,
): SystemReport {
  const assessments = packs.map((pack) => evaluate(profile, pack, catalogue, asOf));
  return {
    asOf,
    system: profile.system,
    gate: gate(assessments, policy, baseline),
    assessments,
    uncovered: uncoveredPlaces(profile, packs, catalogue),
    unread: unreadTables(packs, profile),
    waivers: waiverUses(profile.waivers, assessments, asOf),
  };
}
