import type { ApiFinding } from './api-client.ts';

interface Section {
  readonly heading: string;
  holds(finding: ApiFinding): boolean;
}

const ofOutcome = (outcome: string, heading: string): Section => ({
  heading,
  holds: (finding) => finding.outcome === outcome,
});

/** Guidance and voluntary standards are owed by nobody. */
const isOwed = ({ force }: ApiFinding): boolean => force === 'binding';

/** In the order a reader cares about; what does not apply is only counted. */
const SECTIONS: readonly Section[] = [
  ofOutcome('prohibited', 'Prohibited'),
  { heading: 'What it is', holds: ({ outcome, kind }) => outcome === 'applies' && kind === 'class' },
  {
    heading: 'Owed now, with nothing to show for it',
    holds: (finding) => finding.outcome === 'gap' && isOwed(finding),
  },
  {
    heading: 'Owed now, met in part',
    holds: (finding) => finding.outcome === 'partial' && isOwed(finding),
  },
  ofOutcome('waived', 'Owed now, waived'),
  ofOutcome('met', 'Owed now, met'),
  ofOutcome('upcoming', 'Coming'),
  ofOutcome('undetermined', 'Not decided, because facts are missing'),
  {
    heading: 'Advised, and not shown or in part only',
    holds: (finding) => ['gap', 'partial'].includes(finding.outcome) && !isOwed(finding),
  },
  { heading: 'Allowed', holds: ({ outcome, kind }) => outcome === 'applies' && kind === 'permission' },
];
const SHOWN = 8;
/** Within a section, what could be dearest comes first. */
const KINDS = ['prohibition', 'duty', 'class', 'permission'];
const SEVERITIES = ['critical', 'high', 'medium', 'low'];

/** The findings of one system as text for a terminal. */
export function findingsText(findings: readonly ApiFinding[]): string {
  const sections = SECTIONS.map(({ heading, holds }) => ({ heading, found: findings.filter(holds) }));
  const texts = sections.filter(({ found }) => found.length > 0).map(sectionText);
  const shown = sections.reduce((sum, { found }) => sum + found.length, 0);
  const rest = `  ${findings.length - shown} other rules were looked at and do not apply or are clear.`;
  return [...texts, rest].join('\n\n');
}

function sectionText({ heading, found }: { heading: string; found: readonly ApiFinding[] }): string {
  const lines = [...found].sort(byWeight).slice(0, SHOWN).map(line);
  const more = found.length > SHOWN ? [`    … and ${found.length - SHOWN} more`] : [];
  return [`  ${heading} (${found.length})`, ...lines, ...more].join('\n');
}

function byWeight(a: ApiFinding, b: ApiFinding): number {
  return (
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
  );
}

function line({ pack, title, cite, role, appliesFrom, outcome, missing }: ApiFinding): string {
  const who = role === null ? '' : `${role}: `;
  const when = outcome === 'upcoming' && appliesFrom !== null ? `, from ${appliesFrom}` : '';
  const needs =
    outcome === 'undetermined' && missing.length > 0 ? `\n        needs ${missing.join(', ')}` : '';
  return `    ${who}${title} (${pack} ${cite}${when})${needs}`;
}
