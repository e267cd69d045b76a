import type { Force, Pack, Rule, Severity } from '../../engine/pack.ts';
import { provisionUrl } from '../../engine/provision-url.ts';
import type { FindingIssue, Issue, ScopeIssue } from './issues.ts';
import type { LimitIssue } from './limits.ts';

/** How SARIF grades a result. */
export type Level = 'error' | 'warning' | 'note';

/** What SARIF tells of a rule: its `reportingDescriptor`. */
export interface SarifRule {
  id: string;
  shortDescription: { text: string };
  fullDescription: { text: string };
  helpUri?: string;
  help: { text: string; markdown: string };
  defaultConfiguration: { level: Level };
  properties: Readonly<Record<string, unknown>>;
}

/** How grave it is to fall short of a rule, whatever a policy thinks of it. */
function ruleLevel({ force, severity }: { force: Force; severity: Severity }): Level {
  const isGrave = severity === 'critical' || severity === 'high';
  if (force === 'binding') return isGrave ? 'error' : 'warning';
  return isGrave ? 'warning' : 'note';
}

/** How grave an issue is. What nobody knows yet is no error; what somebody accepted, or is to come, is worth a note. */
export function levelOf(issue: Issue): Level {
  if (issue.about === 'scope') return 'warning';
  if (issue.about === 'limit') return issue.standing === 'fails' ? 'error' : LIMITS[issue.limit].level;
  const { outcome } = issue.finding;
  const level = ruleLevel(issue.finding);
  if (outcome === 'waived' || outcome === 'upcoming') return 'note';
  return outcome === 'undetermined' && level === 'error' ? 'warning' : level;
}

/** What a rule of a pack asks, for somebody who meets one of its results. */
export function sarifRule(rule: Rule, pack: Pack): SarifRule {
  const { manifest } = pack;
  const url = provisionUrl(manifest, rule.cite);
  const level = rule.kind === 'definition' ? 'warning' : ruleLevel(rule);
  return {
    id: `${pack.id}/${rule.id}`,
    shortDescription: { text: `${rule.title} (${rule.cite})` },
    fullDescription: { text: rule.summary ?? `${rule.title}. ${manifest.title}, ${rule.cite}.` },
    helpUri: url,
    help: helpOf(rule, pack, url),
    defaultConfiguration: { level },
    properties: {
      tags: [
        'compliance',
        manifest.jurisdiction,
        rule.kind,
        rule.force,
        `severity-${rule.severity}`,
        ...rule.controls,
      ].slice(0, MOST_TAGS),
      precision: rule.unverified === undefined ? 'high' : 'medium',
      'problem.severity': level === 'note' ? 'recommendation' : level,
      jurisdiction: manifest.jurisdiction,
      force: rule.force,
      severity: rule.severity,
      controls: rule.controls,
      digest: rule.digest,
    },
  };
}

/** GitHub refuses rules with more. */
const MOST_TAGS = 20;

function helpOf(rule: Rule, pack: Pack, url: string): SarifRule['help'] {
  const { manifest, version } = pack;
  const paragraphs: (string | readonly string[])[] = [
    ...(rule.summary === undefined ? [] : [rule.summary]),
    `Source: ${manifest.citation}, ${rule.cite}.`,
    ...(rule.controls.length === 0 ? [] : [`Controls: ${rule.controls.join(', ')}.`]),
    ...(rule.missing === undefined
      ? []
      : [`Evidence for the controls shows only part of it. The rest: ${rule.missing}.`]),
    ...(rule.evidence.length === 0 ? [] : ['What would show it:', rule.evidence]),
    ...(rule.notes.length === 0 ? [] : ['How the rule reads the law:', rule.notes]),
    ...(rule.unverified === undefined ? [] : [`Not compared with the official text: ${rule.unverified}`]),
    `Pack ${pack.id} ${version}, compared with its source on ${manifest.verified}. Findings are not legal advice.`,
  ];
  const plain = paragraphs.map((part) =>
    typeof part === 'string' ? part : part.map((item) => `- ${item}`).join('\n'),
  );
  const marked = paragraphs.map((part) =>
    typeof part === 'string' ? markdown(part) : part.map((item) => `- ${markdown(item)}`).join('\n'),
  );
  return {
    text: [...plain, url].join('\n\n'),
    markdown: [...marked, `[${markdown(`${manifest.title}, ${rule.cite}`)}](${url})`].join('\n\n'),
  };
}

/** Text that shows in Markdown as it is. */
function markdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}

/** A rule of a pack that this copy of Jurismap has not, or in another version: what its finding tells. */
export function strangeRule(issue: FindingIssue | ScopeIssue, id: string): SarifRule {
  const { title, pack, version, jurisdiction } = issue.assessment;
  const about =
    issue.about === 'finding' ? `${issue.finding.title} (${issue.finding.cite})` : `Scope of ${title}`;
  const text = `${about}. ${title} (${pack} ${version}).`;
  return {
    id,
    shortDescription: { text: about },
    fullDescription: { text },
    help: { text, markdown: markdown(text) },
    defaultConfiguration: { level: issue.about === 'finding' ? ruleLevel(issue.finding) : 'warning' },
    properties: { tags: ['compliance', jurisdiction] },
  };
}

type LimitName = LimitIssue['limit'];

const LIMITS: Readonly<Record<LimitName, { level: Level; title: string; text: string }>> = {
  'nothing-in-scope': {
    level: 'warning',
    title: 'Nothing in scope',
    text: 'No binding law of the packs looked at is known to reach the system. That is no pass: it says nothing about other laws, and what the profile leaves open may bring some into scope.',
  },
  'uncovered-places': {
    level: 'note',
    title: 'No pack for a place',
    text: 'The profile names places for whose own law there is no pack. Federal law does not speak for a state, nor the European Union for its members.',
  },
  'unread-table': {
    level: 'warning',
    title: 'A table of measurements that no pack reads',
    text: 'The numbers count for nothing. Their dimensions are not those a pack asks for, or they are about another version of the system.',
  },
  'void-waiver': {
    level: 'warning',
    title: 'A waiver that does not count',
    text: 'The waiver has lapsed, was given for another content of the rule, or meets nothing it could waive. The duty is judged as if it were not there.',
  },
};

/** What a limit of a check means. */
export function limitRule(limit: LimitName): SarifRule {
  const { level, title, text } = LIMITS[limit];
  return {
    id: `jurismap/${limit}`,
    shortDescription: { text: title },
    fullDescription: { text },
    help: { text, markdown: markdown(text) },
    defaultConfiguration: { level },
    properties: {
      tags: ['compliance'],
      precision: 'high',
      'problem.severity': level === 'note' ? 'recommendation' : level,
    },
  };
}
