import type { SystemBaseline } from '../../engine/baseline.ts';
import type { Day } from '../../engine/day.ts';
import type { Catalogue } from '../../engine/facts.ts';
import type { Pack } from '../../engine/pack.ts';
import type { Policy } from '../../engine/policy.ts';
import { reportOn, type SystemReport } from '../../engine/system-report.ts';
import { type AssessmentRecord, saveAssessment } from '../../store/assessments.ts';
import type { Current } from './current.ts';
import type { Identity } from './identity.ts';
import { noted } from './noted.ts';
import { changeBy } from './now.ts';
import { table } from './table.ts';

/** What is asked about a system. */
interface Asked {
  asOf: Day;
  packs: readonly Pack[];
  catalogue: Catalogue;
  policy?: Policy | undefined;
  baseline?: SystemBaseline | undefined;
}

/**
 * Evaluates a system as it stands and stores what comes of it, one assessment for each pack.
 *
 * @returns the report, and its assessments as they were stored
 * @throws StaleError
 */
export async function assess(
  identity: Identity,
  { head, declared, profile }: Current,
  { asOf, packs, catalogue, policy, baseline }: Asked,
): Promise<{ report: SystemReport; records: AssessmentRecord[] }> {
  const report = reportOn(profile, packs, catalogue, asOf, policy, baseline);
  const change = changeBy(identity);
  const { tenant } = identity;
  const basis = { profileVersion: head.version, declared };
  const records = await noted(tenant, head.system, () =>
    Promise.all(
      report.assessments.map((assessment) =>
        saveAssessment(table, tenant, head.system, assessment, basis, change),
      ),
    ),
  );
  return { report, records };
}
