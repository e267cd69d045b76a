import type { Assessment } from '../../../engine/finding.ts';
import { SEVERITIES } from '../../../engine/pack.ts';
import { provisionUrl } from '../../../engine/provision-url.ts';
import type { Rules } from '../../../engine/rules.ts';
import { issueText } from '../issue-text.ts';
import type { FindingIssue, ScopeIssue } from '../issues.ts';
import { resultText } from '../wording.ts';
import { link, text } from './text.ts';

/** An issue that a rule raises. */
export type RuleIssue = FindingIssue | ScopeIssue;

/** The pinpoint as a link, what it is about, and how things stand. */
export function issueLine(issue: RuleIssue, rules: Rules): string {
  const { title, state } = issueText(issue, rules.packs);
  const pack = rules.packs.find(({ id }) => id === issue.assessment.pack);
  const cite = issue.about === 'finding' ? issue.finding.cite : (pack?.byId.get(pack.scope)?.cite ?? '');
  const stands = isUndetermined(issue)
    ? `can come to ${issue.finding.possible.map(resultText).join(' or ')}`
    : state;
  return `- **${provision(issue.assessment, cite, rules)} ${text(title)}**: ${text(stands)}`;
}

function isUndetermined(issue: RuleIssue): issue is FindingIssue {
  return issue.about === 'finding' && issue.finding.outcome === 'undetermined';
}

/** A pinpoint that leads to the provision. */
export function provision({ pack }: Assessment, cite: string, { packs }: Rules): string {
  const manifest = packs.find(({ id }) => id === pack)?.manifest;
  return manifest ? link(cite, provisionUrl(manifest, cite)) : text(cite);
}

/** The name of an instrument that leads to its text. */
export function instrument({ pack, title }: Assessment, { packs }: Rules): string {
  const manifest = packs.find(({ id }) => id === pack)?.manifest;
  return manifest ? link(title, provisionUrl(manifest, '')) : text(title);
}

/** The gravest first: a prohibited practice goes before everything. */
export function byGravity(issues: readonly RuleIssue[]): RuleIssue[] {
  return issues.toSorted((a, b) => gravityOf(a) - gravityOf(b));
}

function gravityOf(issue: RuleIssue): number {
  const findings = issue.about === 'scope' ? issue.findings : [issue.finding];
  const each = findings.map(({ outcome, severity }) =>
    outcome === 'prohibited' ? -1 : SEVERITIES.indexOf(severity),
  );
  return Math.min(...each);
}

/** True for what waits for a fact, which is told apart from what is settled. */
export function isOpen(issue: RuleIssue): boolean {
  return issue.about === 'scope' || isUndetermined(issue);
}

/** The first lines of a list, and how many more there are. */
export function firstOf(lines: readonly string[], most: number): string[] {
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `- and ${more} more`] : [...lines];
}
