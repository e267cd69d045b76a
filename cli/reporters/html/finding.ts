import type { Explainer } from '../../../engine/explain.ts';
import type { Assessment, Finding } from '../../../engine/finding.ts';
import type { Pack, Rule } from '../../../engine/pack.ts';
import { provisionLink } from '../../../engine/provision-url.ts';
import type { Step } from '../../../engine/teller.ts';
import { waiversBehind } from '../../../engine/waiver-use.ts';
import { quantityText, sumText } from '../../rule-words.ts';
import { declarationsFor } from '../evidence-words.ts';
import { sentence, stateText } from '../issue-text.ts';
import type { Standing } from '../issues.ts';
import { resultText, since } from '../wording.ts';
import type { Definitions } from './definitions.ts';
import { declarationList } from './evidence.ts';
import { factRun, labelOf, openFacts } from './facts.ts';
import { html, joined, type Markup } from './markup.ts';
import { pinpoint } from './pinpoint.ts';
import { findingId, type Section } from './section.ts';
import { tree } from './tree.ts';

/** Findings with more missing facts than this do not say what each answer would do: the questions to ask come first. */
const MOST_WEIGHED = 4;

/** What the findings of one instrument are told with. */
export interface Teaching {
  section: Section;
  assessment: Assessment;
  pack: Pack;
  explainer: Explainer;
  definitions: Definitions;
}

export const OUTCOME_NAMES: Readonly<Record<Finding['outcome'], string>> = {
  prohibited: 'Prohibited',
  clear: 'Ruled out',
  applies: 'Applies',
  met: 'Met',
  partial: 'Partly met',
  gap: 'Gap',
  waived: 'Waived',
  upcoming: 'To come',
  'not-applicable': 'Not applicable',
  undetermined: 'Undetermined',
};

/** A finding with everything that explains it. */
export function findingArticle(finding: Finding, teaching: Teaching): Markup {
  const { section, assessment, pack } = teaching;
  const rule = pack.byId.get(finding.rule);
  const { title, cite, outcome } = finding;
  return html`
<article class="finding" id="${findingId(section, assessment, finding)}">
<h5>${pinpoint(pack, cite)} ${title}</h5>
<p class="conclusion"><b class="mark ${outcome}">${OUTCOME_NAMES[outcome]}</b> ${conclusion(finding, teaching)}</p>
${rule?.summary && html`<p>${rule.summary}</p>`}
<details open><summary>Why<span class="unseen">: ${title}</span></summary>
<dl>${rule && explanation(finding, rule, teaching)}</dl>
</details>
</article>`;
}

/** What it comes to, for whom, since when, and what that means for the deployment. */
function conclusion(finding: Finding, { section, assessment, definitions }: Teaching): Markup {
  const { kind, role, outcome, severity, force, notEnforced, possible } = finding;
  const standing = section.standings.get(finding);
  const bearer =
    role !== null &&
    html` of the <a href="${definitions.addressOfRole(role)}">${role.replaceAll('-', ' ')}</a>`;
  const start = outcome === 'upcoming' && kind === 'duty' ? undefined : since(finding);
  const sentences = [
    html`${KIND_NAMES[kind]}${bearer}${start && ` ${start}`}; ${severity} severity.`,
    kind === 'duty' && isShort(outcome) && sentence(stateText(finding)),
    outcome === 'undetermined' && `It can come to: ${possible.map(resultText).join(', ')}.`,
    force !== 'binding' && `This is ${force}, not binding law.`,
    notEnforced !== null && `It is not enforced and does not count: ${notEnforced}.`,
    standing && STANDINGS[standing],
    assessment.applicability === 'out-of-scope' && 'It holds outside the general scope of the instrument.',
  ];
  return joined(sentences, ' ');
}

const KIND_NAMES: Readonly<Record<Finding['kind'], string>> = {
  class: 'Class',
  prohibition: 'Prohibition',
  duty: 'Duty',
  permission: 'Permission',
};

function isShort(outcome: Finding['outcome']): boolean {
  return outcome === 'gap' || outcome === 'partial' || outcome === 'upcoming';
}

const STANDINGS: Readonly<Record<Standing, string | undefined>> = {
  fails: 'It stops the deployment.',
  known: 'It was known from the baseline and does not stop the deployment.',
  tolerated: 'The policy lets it pass.',
  waived: undefined,
};

/** The parts of an explanation, as terms and descriptions. */
function explanation(finding: Finding, rule: Rule, teaching: Teaching): Markup[] {
  const { section, assessment, pack, definitions } = teaching;
  const { grounds, exceptions, windows } = partsOf(definitions.stepsOf(finding), rule);
  const { profile, report } = section.checked;
  const { catalogue } = section.context.rules;
  const penalty = pack.manifest.penalties?.find(({ id }) => id === finding.penalty);
  const declarations =
    finding.kind === 'duty' ? declarationsFor(finding, assessment.pack, profile, report.asOf) : [];
  return [
    paperEntry('Provision', provisionLink(pack.manifest, finding.cite)?.url),
    entry('Facts', facts(finding, rule, teaching)),
    entry('Depends on', finding.missing.length > 0 && openFacts(finding.missing, catalogue)),
    entry('Conditions', tree(grounds, definitions)),
    entry('Exceptions', tree(exceptions, definitions)),
    entry('Dates', dates(windows, definitions)),
    entry('Declared', declarations.length > 0 && declarationList(declarations, section)),
    entry('Waived', waiverFor(finding, section)),
    entry('Not shown', finding.reason === 'beyond-controls' && finding.beyondControls),
    entry('Shown by', rule.evidence.length > 0 && rule.evidence.join('; ')),
    entry(
      'Quantities',
      joined(
        Object.entries(rule.parameters).map(
          ([name, parameter]) => `${quantityName(name, section)}: ${quantityText(parameter)}`,
        ),
        html`<br>`,
      ),
    ),
    entry('What would change it', change(finding, rule, teaching)),
    entry(
      'Penalty',
      penalty && html`${pinpoint(pack, penalty.cite)} ${joined([penalty.title, sumText(penalty)], ': ')}`,
    ),
    entry('Judgement', joined(rule.notes, html`<br>`)),
    entry('Not verified', finding.unverified),
  ].filter((part) => part !== undefined);
}

function entry(term: string, description: Markup | string | undefined | null | false): Markup | undefined {
  const isEmpty = !description || String(description) === '';
  return isEmpty ? undefined : html`<dt>${term}</dt><dd>${description}</dd>\n`;
}

/** What a link says on screen has to be written out on paper. */
function paperEntry(term: string, description: string | undefined): Markup | undefined {
  return description === undefined
    ? undefined
    : html`<dt class="paper">${term}</dt><dd class="paper">${description}</dd>\n`;
}

/** The steps of a rule without those of its scope and role, which are told once. */
function partsOf(
  steps: readonly Step[],
  { when, unless, windows }: Rule,
): { grounds: Step[]; exceptions: Step[]; windows: Step[] } {
  const firstWindow = steps.length - windows.length;
  const firstException = firstWindow - unless.length;
  const conditions = when ? steps[firstException - 1] : undefined;
  return {
    grounds: conditions?.steps ?? [],
    exceptions: steps.slice(firstException, firstWindow),
    windows: steps.slice(firstWindow),
  };
}

/** The facts it rests on; those it has in common with others are told once. */
function facts({ because, role }: Finding, rule: Rule, { definitions }: Teaching): Markup | undefined {
  if (because.length === 0) return undefined;
  const shared = definitions.shared(rule, role);
  const own = because.filter(({ fact }) => !shared.has(fact));
  const common = `those of the scope${role === null ? '' : ' and the role'}`;
  if (own.length === 0) return html`Only ${common}.`;
  return html`${factRun(own, definitions.catalogue)}${own.length < because.length && ` · and ${common}.`}`;
}

/** The dates by which it applies; those that do not hold are named. */
function dates(windows: readonly Step[], definitions: Definitions): Markup | undefined {
  const [first, second] = windows;
  const isPlain = first?.value === true && first.cite === undefined && first.steps.length === 0;
  if (isPlain && second === undefined) return undefined;
  const holding = windows.filter(({ value }) => value !== false);
  const others = windows
    .filter(({ value }) => value === false)
    .map(({ text, cite }) => [text.replace(/^(applies|will apply) /, ''), cite].filter(Boolean).join(', '));
  return html`${tree(holding, definitions)}${others.length > 0 && html`<p class="source">Not by other dates: ${others.join('; ')}.</p>`}`;
}

/** The waiver on which a finding rests. */
function waiverFor(finding: Finding, { checked: { profile, report } }: Section): string | undefined {
  const [first] = waiversBehind(finding, report.waivers);
  const waiver = first === undefined ? undefined : profile.waivers[first];
  return waiver && `by ${waiver.approver} until ${waiver.expires}: ${waiver.reason}`;
}

function quantityName(id: string, { context }: Section): string {
  return context.rules.parameters.parameters.find((parameter) => parameter.id === id)?.title ?? id;
}

/** What another answer would do. */
function change(finding: Finding, rule: Rule, teaching: Teaching): Markup | undefined {
  return finding.outcome === 'undetermined'
    ? answersTo(finding, teaching)
    : otherAnswers(finding, rule, teaching);
}

function answersTo(finding: Finding, { explainer, definitions }: Teaching): Markup | undefined {
  if (finding.missing.length > MOST_WEIGHED) return undefined;
  const lines = explainer.ifAnswered(finding).flatMap(({ fact, question, answers }) => {
    return answers
      .filter(({ possible }) => possible.length < finding.possible.length)
      .map(
        ({ answer, possible }) =>
          html`<li>${question} <b>${labelOf(definitions.catalogue.get(fact), answer)}</b>: ${possible.map(resultText).join(' or ')}</li>`,
      );
  });
  return lines.length === 0 ? undefined : html`<ul>${lines}</ul>`;
}

/** The stated facts on which a settled finding hangs; without those of the scope and the role, on which all do. */
function otherAnswers(
  finding: Finding,
  rule: Rule,
  { explainer, definitions }: Teaching,
): Markup | undefined {
  const shared = definitions.shared(rule, finding.role);
  const questions = explainer
    .nearestMiss(finding)
    .filter(({ fact }) => !shared.has(fact))
    .map(({ fact }) => definitions.catalogue.get(fact)?.question ?? fact);
  return questions.length === 0 ? undefined : html`Another answer to: ${questions.join(' ')}`;
}
