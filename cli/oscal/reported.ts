import type { Assessment, Finding } from '../../engine/finding.ts';
import { counts, type Failure } from '../../engine/gate.ts';
import type { Pack, Rule } from '../../engine/pack.ts';
import type { Waiver } from '../../engine/profile.ts';
import { waiversBehind } from '../../engine/waiver-use.ts';
import type { CheckedSystem } from '../reporters/reporter.ts';
import type { Link, Observation } from './model.ts';
import { evidenceUuid, factUuid, instrumentUuid } from './observations.ts';
import { outcomeText } from './outcome-text.ts';
import { hasOpenScope } from './scope.ts';
import { packOf, provisionLinks, type Subject } from './subject.ts';
import { markup, props } from './text.ts';

/** A duty or a prohibition about which there is something to say, with what its finding, its risk and its item share. */
export interface Reported {
  assessment: Assessment;
  finding: Finding;
  /** As they were evaluated; undefined where another Jurismap did that by a pack of its own. */
  pack: Pack | undefined;
  rule: Rule | undefined;
  /** What it is to the gate, where it does not pass. */
  failure: Failure['failure'] | undefined;
  waivers: readonly Waiver[];
  title: string;
  text: string;
  links: Link[] | undefined;
  props: Observation['props'];
  observations: { 'observation-uuid': string }[];
}

/**
 * The duties and prohibitions of a system that a document has findings for. What does not apply, and prohibitions of
 * instruments that do not reach the system, are only counted, by instrument.
 */
export function reportedOf(subject: Subject): Reported[] {
  const { report, failures } = subject.checked;
  const failureOf = new Map(failures.map(({ finding, failure }) => [finding, failure]));
  return report.assessments.flatMap((assessment) =>
    assessment.findings
      .filter((finding) => isReported(finding, assessment))
      .map((finding) => reported(subject, assessment, finding, failureOf.get(finding))),
  );
}

function isReported({ kind, outcome, reason }: Finding, assessment: Assessment): boolean {
  if (kind !== 'duty' && kind !== 'prohibition') return false;
  switch (outcome) {
    case 'not-applicable':
      return false;
    case 'clear':
      return reason !== 'out-of-scope';
    case 'undetermined':
      return !hasOpenScope(assessment);
    case 'prohibited':
    case 'met':
    case 'partial':
    case 'gap':
    case 'waived':
    case 'upcoming':
    case 'applies':
      return true;
  }
}

/** The waivers a finding rests on. */
function waiversOf(finding: Finding, { profile, report }: CheckedSystem): Waiver[] {
  return waiversBehind(finding, report.waivers).flatMap((i) => profile.waivers[i] ?? []);
}

function reported(
  subject: Subject,
  assessment: Assessment,
  finding: Finding,
  failure: Failure['failure'] | undefined,
): Reported {
  const pack = packOf(subject.context, assessment);
  const waivers = waiversOf(finding, subject.checked);
  const known = failure === 'known' ? ' It was known from the baseline.' : '';
  return {
    assessment,
    finding,
    pack,
    rule: pack?.byId.get(finding.rule),
    failure,
    waivers,
    title: markup(finding.role === null ? finding.title : `${finding.title} (${finding.role})`),
    text: outcomeText(finding, waivers) + known,
    links: provisionLinks(pack, finding.cite),
    props: findingProps(assessment, finding, failure, waivers),
    observations: observationUuids(subject, assessment, finding).map((uuid) => ({
      'observation-uuid': uuid,
    })),
  };
}

function findingProps(
  { pack }: Assessment,
  finding: Finding,
  failure: Failure['failure'] | undefined,
  waivers: readonly Waiver[],
): Observation['props'] {
  const { rule, role, kind, outcome, reason, readiness, appliesFrom, severity, force } = finding;
  return props({
    pack,
    rule,
    role,
    kind,
    outcome,
    reason,
    readiness,
    'applies-from': appliesFrom,
    severity,
    force,
    gate: failure,
    control: finding.controls,
    'missing-fact': finding.missing,
    'waived-by': waivers.map(({ approver }) => approver),
    'waived-until': waivers.map(({ expires }) => expires),
    'rule-digest': finding.ruleDigest,
  });
}

function observationUuids(subject: Subject, { pack }: Assessment, { because, evidence }: Finding): string[] {
  const declared = subject.checked.profile.evidence;
  return [
    instrumentUuid(subject, pack),
    ...because.map((ground) => factUuid(subject, ground)),
    ...evidence.filter((key) => Object.hasOwn(declared, key)).map((key) => evidenceUuid(subject, key)),
  ];
}

/** True for what is owed: binding law that is enforced, and whatever else the policy does not let pass. */
export function isOwed({ finding, failure }: Reported): boolean {
  return failure !== undefined || counts(finding);
}

/** True where something is to be done, now or before a day to come. */
export function fallsShort({ finding: { outcome, readiness } }: Reported): boolean {
  switch (outcome) {
    case 'prohibited':
    case 'gap':
    case 'partial':
    case 'waived':
      return true;
    case 'upcoming':
      return readiness !== 'met';
    case 'applies':
    case 'clear':
    case 'met':
    case 'not-applicable':
    case 'undetermined':
      return false;
  }
}
