import type { ApiFinding } from './api-client.ts';

/** Outcomes in the order a reader cares about, each with its heading; what does not apply is only counted. */
const SECTIONS: readonly (readonly [outcome: string, heading: string])[] = [
  ['prohibited', 'Prohibited'],
  ['applies', 'What it is'],
  ['gap', 'Owed now, with nothing to show for it'],
  ['partial', 'Owed now, met in part'],
  ['waived', 'Owed now, waived'],
  ['met', 'Owed now, met'],
  ['upcoming', 'Coming'],
  ['undetermined', 'Not decided: facts are missing'],
];
const SHOWN = 12;

/** The findings of one system as text for a terminal. */
export function findingsText(findings: readonly ApiFinding[]): string {
  const sections = SECTIONS.flatMap(([outcome, heading]) => {
    const found = findings.filter((finding) => finding.outcome === outcome);
    if (found.length === 0) return [];
    const lines = found.slice(0, SHOWN).map(line);
    const rest = found.length > SHOWN ? [`    … and ${found.length - SHOWN} more`] : [];
    return [[`  ${heading} (${found.length})`, ...lines, ...rest].join('\n')];
  });
  const shown = new Set(SECTIONS.map(([outcome]) => outcome));
  const others = findings.filter((finding) => !shown.has(finding.outcome)).length;
  return [...sections, `  ${others} other rules were looked at and do not apply or are clear.`].join('\n\n');
}

function line({ title, cite, role, appliesFrom, outcome, missing }: ApiFinding): string {
  const who = role === null ? '' : `${role}: `;
  const when = outcome === 'upcoming' && appliesFrom !== null ? `, from ${appliesFrom}` : '';
  const needs =
    outcome === 'undetermined' && missing.length > 0 ? `\n        needs ${missing.join(', ')}` : '';
  return `    ${who}${title} (${cite}${when})${needs}`;
}
