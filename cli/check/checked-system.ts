import { ask, type Question } from '../../engine/ask.ts';
import type { SystemBaseline } from '../../engine/baseline.ts';
import type { Document } from '../../engine/document.ts';
import { failures } from '../../engine/gate.ts';
import type { Policy } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Rules } from '../../engine/rules.ts';
import type { SystemReport } from '../../engine/system-report.ts';
import type { CheckedSystem } from '../reporters/reporter.ts';
import { placesIn } from './finding-place.ts';

/**
 * Puts together what reporters show of a system.
 *
 * @param file as it was named in the call
 * @param rules what the system was checked against
 * @param baseline what an earlier check said of the system
 */
export function checkedSystem(
  file: string,
  { profile, document }: { profile: Profile; document: Document },
  report: SystemReport,
  { packs, catalogue }: Pick<Rules, 'packs' | 'catalogue'>,
  policy: Policy,
  baseline: SystemBaseline | undefined,
): CheckedSystem {
  let questions: readonly Question[] | undefined;
  return {
    file,
    profile,
    document,
    report,
    baseline,
    failures: failures(report.assessments, policy, baseline),
    placesOf: placesIn(document, profile, report, packs),
    questions: () => {
      questions ??= isOpen(report) ? ask(profile, packs, catalogue, report.asOf) : [];
      return questions;
    },
  };
}

/** Whether there is anything to ask about. */
function isOpen({ assessments }: SystemReport): boolean {
  return assessments.some(({ findings }) => findings.some(({ outcome }) => outcome === 'undetermined'));
}
