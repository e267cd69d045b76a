import type { Assessment, Finding as EngineFinding } from '../../engine/finding.ts';
import type { Account } from './account.ts';
import { findingOf, hasRisk } from './findings.ts';
import type { Finding, Observation, Risk } from './model.ts';
import {
  evidenceObservation,
  factObservation,
  factUuid,
  instrumentObservation,
  noticeObservation,
  standingObservation,
  statisticObservations,
} from './observations.ts';
import { riskOf } from './risks.ts';
import { hasOpenScope, scopeFindingOf } from './scope.ts';
import type { Subject } from './subject.ts';

/** What was seen of a system and what was found. All references between them resolve. */
export interface SystemParts {
  observations: Observation[];
  risks: Risk[];
  findings: Finding[];
}

/** Everything that OSCAL says of a system on account of what it has findings about. */
export function partsOf(subject: Subject, account: Account): SystemParts {
  const { reported, scopes } = account;
  return {
    observations: observationsOf(subject, account),
    risks: reported.filter(hasRisk).map((one) => riskOf(subject, one)),
    findings: [
      ...scopes.map((scope) => scopeFindingOf(subject, scope)),
      ...reported.map((one) => findingOf(subject, one)),
    ],
  };
}

/**
 * From what concerns all rules of an instrument to what concerns one: the instruments with what they come to, the classes
 * and permissions, the facts and the evidence that the findings rest on, and what was not looked at.
 */
function observationsOf(subject: Subject, { reported }: Account): Observation[] {
  const { report, profile } = subject.checked;
  const { assessments } = report;
  const grounds = new Map(
    reported.flatMap(({ finding }) =>
      finding.because.map((ground) => [factUuid(subject, ground), ground] as const),
    ),
  );
  const keys = new Set(reported.flatMap(({ finding }) => finding.evidence));
  return [
    ...assessments.map((assessment) => instrumentObservation(subject, assessment)),
    ...assessments.flatMap((assessment) => [
      ...assessment.findings
        .filter((finding) => isStanding(finding, assessment))
        .map((finding) => standingObservation(subject, assessment, finding)),
      ...statisticObservations(subject, assessment),
    ]),
    ...[...grounds.values()].map((ground) => factObservation(subject, ground)),
    ...Object.entries(profile.evidence)
      .filter(([key]) => keys.has(key))
      .map(([key, evidence]) => evidenceObservation(subject, key, evidence)),
    ...subject.notices.map((notice) => noticeObservation(subject, notice)),
  ];
}

/** True for a class or a permission that there is something to say about. */
function isStanding({ kind, outcome }: EngineFinding, assessment: Assessment): boolean {
  if (kind !== 'class' && kind !== 'permission') return false;
  return outcome === 'undetermined' ? !hasOpenScope(assessment) : outcome !== 'not-applicable';
}
