import type { Assessment, Finding } from '../../engine/finding.ts';
import { SEVERITIES } from '../../engine/pack.ts';
import type { ScoreResult } from '../../engine/score.ts';
import type { SystemReport } from '../../engine/system-report.ts';
import { counted } from '../page.ts';

/** What to know first of a system: what it is under the law, or that no binding law is known to reach it. */
export function opening({ gate, assessments }: SystemReport): string {
  const isOpen = ({ applicability, findings }: Assessment): boolean =>
    applicability === 'undetermined' && findings.some(({ force }) => force === 'binding');
  return gate.inScope.length > 0 || assessments.some(isOpen)
    ? headline(assessments)
    : 'Nothing in scope: no binding law of the packs looked at is known to reach this system. That is no statement about other laws.';
}

/** The one thing to know first. Derived for display: findings stack, and the lines below have them all. */
export function headline(assessments: readonly Assessment[]): string {
  const findings = assessments.flatMap((assessment) => assessment.findings);
  const prohibited = findings.filter(({ outcome }) => outcome === 'prohibited');
  if (prohibited.length > 0) return `Prohibited: ${titles(prohibited)}.`;
  if (assessments.every(({ applicability }) => applicability === 'out-of-scope')) {
    return 'Nothing in scope: none of the instruments looked at reaches this system. That is no statement about other laws.';
  }
  const classes = bySeverity(findings.filter((finding) => finding.kind === 'class' && isActive(finding)));
  const gravest = classes.filter(({ severity }) => severity === classes[0]?.severity);
  if (gravest.length > 0) return `${titles(gravest)}.`;
  const open = findings.filter((finding) => finding.kind === 'class' && isUndetermined(finding));
  return open.length > 0
    ? `Not classified yet: ${counted(open.length, 'class', 'classes')} still ${open.length === 1 ? 'depends' : 'depend'} on facts nobody has stated.`
    : 'In scope, but in no particular class.';
}

function titles(findings: readonly Finding[]): string {
  const texts = findings.map((finding) => {
    const from = finding.outcome === 'upcoming' ? `, ${since(finding)}` : '';
    return `${finding.title} (${finding.cite}${from})`;
  });
  return [...new Set(texts)].join('; ');
}

/** From which day a finding holds; undefined where it has none. */
export function since({ outcome, appliesFrom }: Finding): string | undefined {
  if (outcome === 'upcoming') return appliesFrom ? `from ${appliesFrom}` : 'from a day still unknown';
  return appliesFrom ? `since ${appliesFrom}` : undefined;
}

/** What a duty lacks, or would lack if its day had come. */
export function shortfall({ kind, outcome, readiness, reason, beyondControls }: Finding): string | undefined {
  if (kind !== 'duty' || outcome === 'met') return undefined;
  const why = reason === 'beyond-controls' ? `not shown: ${beyondControls}` : reason?.replaceAll('-', ' ');
  if (readiness === null) return why;
  return `${readiness}${why ? ` (${why})` : ''} if it applied already`;
}

/** An instrument that does not reach the system, with nothing to say about it. */
export function isOut({ applicability, findings }: Assessment): boolean {
  return applicability === 'out-of-scope' && findings.every(isInactive);
}

export function isUndetermined({ outcome }: Finding): boolean {
  return outcome === 'undetermined';
}

export function isActive({ outcome }: Finding): boolean {
  return outcome === 'applies' || outcome === 'upcoming';
}

function isInactive({ outcome }: Finding): boolean {
  return outcome === 'not-applicable' || outcome === 'clear';
}

/** The gravest first, otherwise in the order of the pack. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** What decides most comes first: a class carries duties with it. */
const OPEN_FIRST: readonly Finding['kind'][] = ['prohibition', 'class', 'duty', 'permission'];

/** Undetermined findings in the order in which they are worth settling. */
export function mostDecisive(findings: readonly Finding[]): Finding[] {
  return OPEN_FIRST.flatMap((kind) => bySeverity(findings.filter((one) => one.kind === kind)));
}

/** Missing facts named on a line. */
const SHOWN_FACTS = 4;

/** Some facts, and how many more there are; one more is named as well. */
export function someOf(facts: readonly string[], most = SHOWN_FACTS): string {
  const more = facts.length - most;
  return more > 1 ? `${facts.slice(0, most).join(', ')} and ${more} more` : facts.join(', ');
}

/** One thing a finding can still come to. */
export function resultText({ outcome, appliesFrom }: Finding['possible'][number]): string {
  const name = outcome.replaceAll('-', ' ');
  return appliesFrom === null ? name : `${name} from ${appliesFrom}`;
}

/** What a score comes to, or between what it still lies. */
export function scoreText({ value, lowest, highest, soFar, missing }: ScoreResult): string {
  const depends = `depends on ${counted(missing.length, 'answer')}`;
  return value === null ? `from ${lowest} to ${highest}, ${soFar} so far; ${depends}` : String(value);
}
