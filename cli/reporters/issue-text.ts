import type { Finding, Reason } from '../../engine/finding.ts';
import type { Pack } from '../../engine/pack.ts';
import type { Waiver } from '../../engine/profile.ts';
import { provisionUrl } from '../../engine/provision-url.ts';
import { counted, printable } from '../page.ts';
import type { FindingIssue, Issue, ScopeIssue } from './issues.ts';
import type { LimitIssue } from './limits.ts';
import { resultText, someOf } from './wording.ts';

/** What to say of an issue, in plain text that is safe to show. */
export interface IssueText {
  /** `pack/rule`, or `jurismap/limit`. */
  rule: string;
  /** What it is about. */
  title: string;
  /** How things stand, as the end of a sentence: `no evidence is declared`. */
  state: string;
  /** By which law, as a sentence; undefined for a limit, which is nobody's law. */
  law: string | undefined;
  /** Further sentences: what to do, and why it does not stop anything. */
  more: readonly string[];
  /** Where the provision can be read. */
  url: string | undefined;
}

/** @param packs what the system was checked against */
export function issueText(issue: Issue, packs: readonly Pack[]): IssueText {
  switch (issue.about) {
    case 'finding':
      return findingText(issue, packs);
    case 'scope':
      return scopeText(issue, packs);
    case 'limit':
      return limitText(issue);
  }
}

function findingText(issue: FindingIssue, packs: readonly Pack[]): IssueText {
  const { finding, assessment, waiver } = issue;
  const { kind, role, cite, appliesFrom, outcome, force, unverified } = finding;
  const pack = packs.find(({ id }) => id === assessment.pack);
  const rule = `${assessment.pack}/${finding.rule}`;
  const bearer = role === null ? '' : `, as ${role}`;
  const since = appliesFrom === null || outcome === 'upcoming' ? '' : `, since ${appliesFrom}`;
  const showing = kind === 'duty' ? (pack?.byId.get(finding.rule)?.evidence ?? []) : [];
  return {
    rule,
    title: finding.title,
    state: waiver ? waivedText(waiver) : stateText(finding),
    law: `${assessment.title} (${assessment.pack}), ${cite}${bearer}${since}.`,
    more: [
      ...remedy(finding, rule),
      ...(showing.length > 0 ? [`It can be shown by: ${showing.join('; ')}.`] : []),
      ...(force === 'binding' ? [] : [`This is ${force}, not binding law.`]),
      ...(unverified === null ? [] : ['The rule was not compared with the official text.']),
      ...standingText(issue),
    ],
    url: pack && provisionUrl(pack.manifest, cite),
  };
}

function scopeText(issue: ScopeIssue, packs: readonly Pack[]): IssueText {
  const { assessment, findings } = issue;
  const pack = packs.find(({ id }) => id === assessment.pack);
  const scope = pack?.byId.get(pack.scope);
  const prohibitions = findings.filter(({ kind }) => kind === 'prohibition').length;
  const among = prohibitions > 0 ? `, ${counted(prohibitions, 'prohibited practice')} among them` : '';
  return {
    rule: `${assessment.pack}/${scope?.id ?? 'scope'}`,
    title: scope?.title ?? assessment.title,
    state: `nobody knows, and ${counted(findings.length, 'finding hangs', 'findings hang')} on it${among}`,
    law: `${assessment.title} (${assessment.pack})${scope ? `, ${scope.cite}` : ''}.`,
    more: [dependence(assessment.scopeMissing), ...standingText(issue)],
    url: pack && provisionUrl(pack.manifest, scope?.cite ?? ''),
  };
}

function limitText(issue: LimitIssue): IssueText {
  const text = { rule: `jurismap/${issue.limit}`, law: undefined, url: undefined };
  switch (issue.limit) {
    case 'nothing-in-scope':
      return {
        ...text,
        title: 'Nothing in scope',
        state: 'no binding law of the packs looked at is known to reach this system',
        more: [
          'That says nothing about other laws.',
          ...(issue.standing === 'fails' ? ['The policy requires that something is in scope.'] : []),
        ],
      };
    case 'uncovered-places':
      return {
        ...text,
        title: `No pack for ${issue.uncovered.join(', ')}`,
        state: 'what the law asks there was not looked at',
        more: [],
      };
    case 'unread-table':
      return {
        ...text,
        title: `Table of ${printable(issue.table)}`,
        state: 'no pack reads it, so its numbers count for nothing',
        more: ['Check its dimensions and its version.'],
      };
    case 'void-waiver':
      return {
        ...text,
        title: `Waiver of ${issue.use.rule} until ${issue.use.expires}`,
        state: `it does not count: ${issue.use.reason}`,
        more: [`Given by ${printable(issue.use.approver)}.`],
      };
  }
}

/** A state as a sentence of its own. */
export function sentence(state: string): string {
  return `${state.charAt(0).toUpperCase()}${state.slice(1)}.`;
}

/** How a finding stands, as the end of a sentence. */
export function stateText(finding: Finding): string {
  const { outcome, reason, force } = finding;
  switch (outcome) {
    case 'prohibited':
      return force === 'binding' ? 'a prohibited practice' : 'a practice that is advised against';
    case 'gap':
      return GAP_TEXTS[reason ?? 'none-declared'] ?? 'it is not shown';
    case 'partial':
      return `only partly shown${restText(finding)}`;
    case 'upcoming':
      return upcomingText(finding);
    case 'waived':
    case 'undetermined':
    case 'met':
    case 'clear':
    case 'applies':
    case 'not-applicable':
      return outcome.replaceAll('-', ' ');
  }
}

const GAP_TEXTS: Partial<Record<Reason, string>> = {
  'none-declared': 'no evidence is declared',
  'declared-absent': 'the profile says that there is none of it',
  planned: 'it is only planned',
  expired: 'the evidence has expired',
  'wrong-subject': 'the evidence is about another version of the system',
  reopened: 'the evidence was declared before the rule changed',
  'out-of-bounds': 'what was measured is out of the bounds the law sets',
};

const REST_TEXTS: Partial<Record<Reason, string>> = {
  'none-declared': 'no evidence is declared for the rest',
  'declared-absent': 'the profile says that there is nothing for the rest',
  planned: 'the rest is only planned',
  expired: 'the evidence for the rest has expired',
  'wrong-subject': 'the evidence for the rest is about another version of the system',
  reopened: 'the evidence for the rest was declared before the rule changed',
  'not-measured': 'what the law asks to be measured is not',
  'measured-too-long-ago': 'what the law asks to be measured was measured too long ago',
};

function restText({ reason, beyondControls }: Finding): string {
  if (reason === null) return '';
  return reason === 'beyond-controls'
    ? `; not shown: ${beyondControls}`
    : `: ${REST_TEXTS[reason] ?? reason}`;
}

function upcomingText({ kind, appliesFrom, readiness }: Finding): string {
  const starts = `${kind === 'prohibition' ? 'prohibited' : 'due'} from ${appliesFrom ?? 'a day still unknown'}`;
  return kind === 'duty' && readiness !== null
    ? `${starts}, and ${READINESS_TEXTS[readiness] ?? readiness}`
    : starts;
}

const READINESS_TEXTS: Partial<Record<Finding['outcome'], string>> = {
  gap: 'not shown yet',
  partial: 'only partly shown yet',
  met: 'shown already',
};

function waivedText({ approver, expires, reason }: Waiver): string {
  return `waived until ${expires} by ${printable(approver)}: ${printable(reason)}`;
}

/** What to do about it. */
function remedy(
  { kind, outcome, missing, possible, controls, evidence, reason, beyondControls }: Finding,
  id: string,
): string[] {
  if (outcome === 'undetermined') {
    return [dependence(missing), `It can come to: ${possible.map(resultText).join(', ')}.`];
  }
  if (outcome === 'prohibited')
    return ['No waiver lifts a prohibition: change the system, or mend the fact if it is wrong.'];
  if (kind !== 'duty' || outcome === 'waived') return [];
  if (reason === 'not-measured' || reason === 'measured-too-long-ago')
    return ['Measure it, and declare the measurement; `explain` and the page of the pack say what.'];
  if (reason === 'out-of-bounds')
    return ['Mend the system and measure again, or waive the duty for a while.'];
  if (evidence.includes(id)) return [`Complete the evidence for ${id}.`];
  if (reason === 'beyond-controls') return [`Declare evidence for ${id} itself that shows this too.`];
  if (controls.length === 0) return [`Declare evidence for ${id}.`];
  const shown = controls.join(' and ');
  return beyondControls === null
    ? [`Declare evidence for ${shown}, or for ${id} itself.`]
    : [
        `Declare evidence for ${id} itself; evidence for ${shown} would show only part. The rest: ${beyondControls}.`,
      ];
}

function dependence(facts: readonly string[]): string {
  return `State what it depends on: ${someOf(facts, SHOWN_FACTS)}.`;
}

/** Facts named in a sentence. */
const SHOWN_FACTS = 8;

function standingText({ standing }: Issue): string[] {
  switch (standing) {
    case 'known':
      return ['It was known from the baseline.'];
    case 'tolerated':
      return ['The policy lets it pass.'];
    case 'fails':
    case 'waived':
      return [];
  }
}
