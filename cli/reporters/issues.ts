import type { Assessment, Finding } from '../../engine/finding.ts';
import { counts, type Failure, isShort } from '../../engine/gate.ts';
import type { Policy } from '../../engine/policy.ts';
import type { Waiver } from '../../engine/profile.ts';
import { waiversBehind } from '../../engine/waiver-use.ts';
import type { Places } from '../check/finding-place.ts';
import { type LimitIssue, limitsOf } from './limits.ts';
import type { CheckContext, CheckedSystem } from './reporter.ts';

/**
 * What something that is not in order means for the deployment: it `fails`, it was `known` from the baseline, the policy
 * lets it pass (`tolerated`), or somebody accepted it (`waived`).
 */
export type Standing = 'fails' | 'known' | 'tolerated' | 'waived';

/** A finding that is not in order. */
export interface FindingIssue {
  about: 'finding';
  standing: Standing;
  assessment: Assessment;
  finding: Finding;
  /** The waiver it rests on. */
  waiver: Waiver | undefined;
  places: Places;
}

/**
 * All that is undetermined under an instrument of which nobody knows whether it reaches the system: one question, and not
 * hundreds.
 */
export interface ScopeIssue {
  about: 'scope';
  standing: Standing;
  assessment: Assessment;
  findings: readonly Finding[];
  places: Places;
}

export type Issue = FindingIssue | ScopeIssue | LimitIssue;

/** Everything about a system that somebody should see, in the order of its report. What is in order is not there. */
export function issuesOf(checked: CheckedSystem, { policy }: CheckContext): Issue[] {
  const { report, failures, placesOf } = checked;
  const failureOf = new Map(failures.map(({ finding, failure }) => [finding, failure]));
  const ofFindings = report.assessments.flatMap((assessment) => {
    const issues = assessment.findings.flatMap((finding): FindingIssue[] => {
      const standing = standingOf(finding, failureOf.get(finding), policy);
      if (standing === undefined) return [];
      const waiver = waiverOf(finding, checked);
      return [{ about: 'finding', standing, assessment, finding, waiver, places: placesOf(finding) }];
    });
    return assessment.applicability === 'undetermined' ? folded(assessment, issues) : issues;
  });
  return [...ofFindings, ...limitsOf(checked, policy)];
}

function standingOf(
  finding: Finding,
  failure: Failure['failure'] | undefined,
  { allowUndetermined }: Policy,
): Standing | undefined {
  switch (failure) {
    case 'prohibited':
    case 'gap':
      return 'fails';
    case 'undetermined':
      return allowUndetermined ? 'tolerated' : 'fails';
    case 'known':
      return 'known';
    case undefined:
      if (!counts(finding)) return undefined;
      if (finding.outcome === 'waived') return 'waived';
      return isShort(finding) ? 'tolerated' : undefined;
  }
}

function waiverOf(finding: Finding, { profile, report }: CheckedSystem): Waiver | undefined {
  const [first] = finding.outcome === 'waived' ? waiversBehind(finding, report.waivers) : [];
  return first === undefined ? undefined : profile.waivers[first];
}

const WORST_FIRST: readonly Standing[] = ['fails', 'known', 'tolerated'];

/** Puts one issue in the place of all that are undetermined. */
function folded(assessment: Assessment, issues: readonly FindingIssue[]): Issue[] {
  const open = issues.filter(isOpen);
  const [first] = open;
  if (!first) return [...issues];
  const standing = WORST_FIRST.find((one) => open.some((issue) => issue.standing === one)) ?? 'fails';
  const findings = open.map(({ finding }) => finding);
  return [
    { about: 'scope', standing, assessment, findings, places: first.places },
    ...issues.filter((issue) => !isOpen(issue)),
  ];
}

function isOpen({ finding }: FindingIssue): boolean {
  return finding.outcome === 'undetermined';
}
