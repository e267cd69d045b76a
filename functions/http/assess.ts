import type { SystemBaseline } from '../../engine/baseline.ts';
import type { Day } from '../../engine/day.ts';
import type { Pack } from '../../engine/pack.ts';
import type { Policy } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import { reportOn, type SystemReport } from '../../engine/system-report.ts';
import { type AssessmentRecord, saveAssessment } from '../../store/assessments.ts';
import type { SystemHead } from '../../store/systems.ts';
import type { Identity } from './identity.ts';
import { changeBy } from './now.ts';
import { stillValid } from './read-profile.ts';
import { rules } from './rules.ts';
import { table } from './table.ts';

/** What is asked about a system. */
interface Asked {
  asOf: Day;
  packs: readonly Pack[];
  policy?: Policy | undefined;
  baseline?: SystemBaseline | undefined;
}

/**
 * Evaluates a stored profile and stores what comes of it, one assessment for each pack.
 *
 * @returns the report, and its assessments as they were stored
 * @throws HttpProblem when the catalogue does not understand the profile any more, StaleError
 */
export async function assess(
  identity: Identity,
  { head, profile }: { head: SystemHead; profile: Profile },
  { asOf, packs, policy, baseline }: Asked,
): Promise<{ report: SystemReport; records: AssessmentRecord[] }> {
  const report = reportOn(stillValid(profile), packs, rules.catalogue, asOf, policy, baseline);
  const change = changeBy(identity);
  const records = await Promise.all(
    report.assessments.map((assessment) =>
      saveAssessment(table, identity.tenant, head.system, assessment, head.version, change),
    ),
  );
  return { report, records };
}
