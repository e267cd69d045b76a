import * as z from 'zod';
import { uncoveredPlaces } from './coverage.ts';
import type { Day } from './day.ts';
import { evaluate } from './evaluate.ts';
import type { Catalogue } from './facts.ts';
import { AssessmentSchema } from './finding.ts';
import { GateSchema, gate } from './gate.ts';
import { unreadTables } from './measure.ts';
import type { Pack } from './pack.ts';
import { type Profile, SystemSchema } from './profile.ts';

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
  })
  .meta({ id: 'SystemReport' });
export type SystemReport = z.infer<typeof SystemReportSchema>;

/**
 * Evaluates a system under packs and draws the verdict.
 *
 * @param packs the packs to evaluate; a named place none of them speaks for is reported as uncovered
 */
export function reportOn(
  profile: Profile,
  packs: readonly Pack[],
  catalogue: Catalogue,
  asOf: Day,
): SystemReport {
  const assessments = packs.map((pack) => evaluate(profile, pack, catalogue, asOf));
  return {
    asOf,
    system: profile.system,
    gate: gate(assessments),
    assessments,
    uncovered: uncoveredPlaces(profile, packs, catalogue),
    unread: unreadTables(packs, profile),
  };
}
