import { Explainer } from '../../../engine/explain.ts';
import type { Assessment, Finding } from '../../../engine/finding.ts';
import type { Pack } from '../../../engine/pack.ts';
import { counted } from '../../page.ts';
import { sumText } from '../../rule-words.ts';
import { bySeverity, isUndetermined, mostDecisive, resultText, since } from '../wording.ts';
import { Definitions } from './definitions.ts';
import { factList, openFacts } from './facts.ts';
import { findingArticle, type Teaching } from './finding.ts';
import { inactiveList } from './inactive.ts';
import { html, type Markup } from './markup.ts';
import { pinpoint } from './pinpoint.ts';
import { findingId, type Instrument, instrumentId, type Section } from './section.ts';
import { measureTables, scoreList } from './statistics.ts';

/** Undetermined findings of an instrument that are explained one by one; the others are listed. */
const EXPLAINED_OPEN = 40;

/** Everything about one instrument. */
export function instrumentSection(section: Section, { assessment, pack }: Instrument): Markup {
  const { checked, context } = section;
  const explainer = new Explainer(checked.profile, pack, context.rules.catalogue, assessment.asOf);
  const definitions = new Definitions(section, pack, explainer);
  const teaching: Teaching = { section, assessment, pack, explainer, definitions };
  const { findings, scores, measures } = assessment;
  const shown = groupsOf(findings).map((group) => findingGroup(group, teaching));
  const open = openFindings(teaching);
  return html`
<section class="instrument" id="${instrumentId(section, pack.id)}">
<h3>${assessment.title}</h3>
${about(teaching)}
${reachOf(teaching)}
${shown}
${open}
${scoreList(scores, pack)}
${measureTables(measures, pack)}
${penalties(pack)}
${definitionsOf(definitions)}
${notApplying('Prohibited practices ruled out', 'clear', teaching)}
${notApplying('Does not apply', 'not-applicable', teaching)}
</section>`;
}

function about({ assessment, pack }: Teaching): Markup {
  const { manifest } = pack;
  return html`
<p class="about"><a class="cited" href="${manifest.url}" rel="noreferrer">${manifest.citation}</a>. ${manifest.status}. Jurisdiction: ${manifest.jurisdiction}; force: ${manifest.force}. Rule pack ${pack.id} ${pack.version}, compared with its source on ${manifest.verified}.${manifest.extent && ` It covers: ${manifest.extent}.`}${assessment.nextChangeAt && ` With nothing else changing, its result changes on ${assessment.nextChangeAt}.`}</p>`;
}

/** Whether the instrument reaches the system, and why. */
function reachOf({ section, assessment, pack, definitions }: Teaching): Markup {
  const scope = pack.byId.get(pack.scope);
  const { applicability, scopeMissing } = assessment;
  const { catalogue } = section.context.rules;
  return html`
<h4>Scope: ${SCOPES[applicability]}</h4>
<p>${scope && html`${pinpoint(pack, scope.cite)} <a href="${definitions.addressOf(scope.id)}">${scope.title}</a>`}</p>
${definitions.scope.length > 0 && factList(definitions.scope, section)}
${scopeMissing.length > 0 && openFacts(scopeMissing, catalogue)}`;
}

const SCOPES: Readonly<Record<Assessment['applicability'], string>> = {
  'in-scope': 'the instrument reaches the system',
  'out-of-scope': 'the instrument does not reach the system',
  undetermined: 'nobody knows yet',
};

interface Group {
  name: string;
  findings: readonly Finding[];
}

/** What applies or will, in the order in which counsel asks. */
function groupsOf(findings: readonly Finding[]): Group[] {
  const of = (kind: Finding['kind'], ...outcomes: Finding['outcome'][]): Finding[] =>
    bySeverity(findings.filter((one) => one.kind === kind && outcomes.includes(one.outcome)));
  const duties = (outcome: Finding['outcome']): Finding[] => of('duty', outcome);
  return [
    { name: 'Prohibited practices', findings: of('prohibition', 'prohibited') },
    { name: 'Practices prohibited soon', findings: of('prohibition', 'upcoming') },
    { name: 'Classes', findings: of('class', 'applies', 'upcoming') },
    { name: 'Duties with a gap', findings: duties('gap') },
    { name: 'Duties partly met', findings: duties('partial') },
    { name: 'Duties waived', findings: duties('waived') },
    { name: 'Duties to come', findings: byDay(duties('upcoming')) },
    { name: 'Duties met', findings: duties('met') },
    { name: 'Permissions', findings: of('permission', 'applies', 'upcoming') },
  ];
}

function byDay(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => (since(a) ?? '').localeCompare(since(b) ?? '', 'en'));
}

function findingGroup({ name, findings }: Group, teaching: Teaching): Markup | undefined {
  if (findings.length === 0) return undefined;
  return html`<h4>${name} (${findings.length})</h4>${findings.map((one) => findingArticle(one, teaching))}`;
}

/** Undetermined findings; while the scope is open they are only listed, because its questions come first. */
function openFindings(teaching: Teaching): Markup | undefined {
  const open = mostDecisive(teaching.assessment.findings.filter(isUndetermined));
  if (open.length === 0) return undefined;
  const isOpenScope = teaching.assessment.applicability === 'undetermined';
  const explained = isOpenScope ? [] : open.slice(0, EXPLAINED_OPEN);
  const listed = open.slice(explained.length);
  return html`
<h4>Undetermined (${open.length})</h4>
${explained.map((finding) => findingArticle(finding, teaching))}
${listed.length > 0 && openList(listed, isOpenScope, teaching)}`;
}

function openList(findings: readonly Finding[], isOpenScope: boolean, teaching: Teaching): Markup {
  const { section, assessment, pack } = teaching;
  const why = isOpenScope
    ? 'Whether the instrument reaches the system comes first. Until then these are open:'
    : `${counted(findings.length, 'more finding')} depend on what nobody has stated:`;
  return html`
<p>${why}</p>
<ul class="compact">${findings.map((finding) => {
    const { cite, title, role, possible } = finding;
    return html`<li id="${findingId(section, assessment, finding)}">${pinpoint(pack, cite)} ${title}${role && ` (${role})`}: ${possible.map(resultText).join(' or ')}</li>`;
  })}</ul>`;
}

function penalties(pack: Pack): Markup | undefined {
  const { penalties = [] } = pack.manifest;
  if (penalties.length === 0) return undefined;
  return html`
<h4>Penalties</h4>
<ul class="plain">${penalties.map((penalty) => {
    const sum = sumText(penalty);
    const notes = (penalty.notes ?? []).map((note) => html` ${note}`);
    return html`<li>${pinpoint(pack, penalty.cite)} ${penalty.title}${sum && `: ${sum}`}.${notes}</li>`;
  })}</ul>`;
}

/** What does not apply, with the reasons. */
function notApplying(name: string, outcome: Finding['outcome'], teaching: Teaching): Markup | undefined {
  const findings = teaching.assessment.findings.filter((finding) => finding.outcome === outcome);
  return findings.length === 0
    ? undefined
    : html`<h4>${name} (${findings.length})</h4>${inactiveList(findings, teaching)}`;
}

function definitionsOf(definitions: Definitions): Markup | undefined {
  const { list } = definitions;
  return list.length === 0
    ? undefined
    : html`<details open><summary><h4>What the findings rest on (${list.length})</h4></summary>${list}</details>`;
}
