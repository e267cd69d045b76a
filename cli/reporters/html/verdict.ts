import type { Finding } from '../../../engine/finding.ts';
import type { Failure, Gate } from '../../../engine/gate.ts';
import { SEVERITIES } from '../../../engine/pack.ts';
import { counted } from '../../page.ts';
import { sentence, stateText } from '../issue-text.ts';
import { opening } from '../wording.ts';
import { OUTCOME_NAMES } from './finding.ts';
import { html, type Markup } from './markup.ts';
import { type Chapter, findingId, type Instrument, instrumentId, type Section } from './section.ts';

/** The verdict, how the instruments come out, and what stops the deployment. */
export function verdictChapter(section: Section, inside: readonly Instrument[]): Chapter {
  const { report } = section.checked;
  return {
    id: `${section.id}.verdict`,
    title: 'Verdict',
    body: html`
${verdictBox(report.gate)}
<p>${opening(report)}</p>
${stopping(section)}
${inside.length > 0 && overview(section, inside)}`,
  };
}

/** The verdict and why. */
export function verdictBox(gate: Gate): Markup {
  const { exitCode, reason } = gate;
  const { name, look } = VERDICTS[kindOf(gate)];
  const outcome = exitCode === 0 ? 'The deployment may go on' : 'The deployment stops';
  return html`<p class="verdict ${look}"><b>${name}</b> ${outcome}: ${reason}. <span class="source">Exit code ${exitCode}</span></p>`;
}

/** What a verdict is called. */
export function verdictName(gate: Gate): string {
  return VERDICTS[kindOf(gate)].name;
}

/** A pass is called one only if something was looked at, and nothing let pass. */
function kindOf({ result, inScope, counts }: Gate): keyof typeof VERDICTS {
  if (result !== 'pass') return result;
  if (inScope.length === 0) return 'nothing-in-scope';
  return counts.known + counts.tolerated > 0 ? 'let-pass' : 'pass';
}

const VERDICTS = {
  prohibited: { name: 'Prohibited practice', look: 'prohibited' },
  gap: { name: 'Gap', look: 'gap' },
  'nothing-in-scope': { name: 'Nothing in scope', look: 'partial' },
  undetermined: { name: 'Undetermined', look: 'undetermined' },
  'let-pass': { name: 'Pass, not all in order', look: 'partial' },
  pass: { name: 'Pass', look: 'met' },
} as const;

/** What stops the deployment, the gravest first, with the way to its explanation. */
function stopping(section: Section): Markup | undefined {
  const failing = section.checked.failures
    .filter(({ failure }) => failure === 'prohibited' || failure === 'gap')
    .toSorted((a, b) => gravityOf(a) - gravityOf(b));
  const { undetermined } = section.checked.report.gate.counts;
  const questions =
    undetermined > 0 &&
    html`<p>${counted(undetermined, 'finding')} that the policy counts ${undetermined === 1 ? 'is' : 'are'} undetermined: <a href="#${section.id}.questions">what to ask next</a>.</p>`;
  if (failing.length === 0) return questions || undefined;
  return html`
<h4>What stops it (${failing.length})</h4>
<ul class="plain">${failing.map(({ finding, assessment }) => {
    const { title, cite, role } = finding;
    return html`<li><a href="#${findingId(section, assessment, finding)}">${title}</a>${role && ` (${role})`}. ${assessment.title}, ${cite}. ${sentence(stateText(finding))}</li>\n`;
  })}</ul>
${questions}`;
}

function gravityOf({ failure, finding }: Failure): number {
  return failure === 'prohibited' ? -1 : SEVERITIES.indexOf(finding.severity);
}

const COLUMNS: readonly Finding['outcome'][] = [
  'prohibited',
  'gap',
  'partial',
  'undetermined',
  'upcoming',
  'waived',
  'met',
  'not-applicable',
];

/** How many findings of each instrument come to what; classes and permissions, which ask nothing, are left out. */
function overview(section: Section, inside: readonly Instrument[]): Markup {
  return html`
<h4>The instruments at a glance</h4>
<div class="wide" role="region" aria-label="The instruments at a glance${section.suffix}" tabindex="0">
<table class="counts">
<thead><tr><th scope="col">Instrument</th>${COLUMNS.map((outcome) => html`<th scope="col">${OUTCOME_NAMES[outcome]}</th>`)}</tr></thead>
<tbody>
${inside.map(({ assessment, pack }) => {
  const { force } = pack.manifest;
  const asking = assessment.findings.filter(({ kind }) => kind === 'duty' || kind === 'prohibition');
  const cells = COLUMNS.map((outcome) => {
    const count = asking.filter((finding) => columnOf(finding) === outcome).length;
    return html`<td${count > 0 && outcome !== 'not-applicable' && html` class="mark ${outcome}"`}>${count > 0 ? count : '·'}</td>`;
  });
  return html`<tr><th scope="row"><a href="#${instrumentId(section, pack.id)}">${assessment.title}</a>${force !== 'binding' && `, ${force}`}</th>${cells}</tr>\n`;
})}</tbody>
</table>
</div>`;
}

/** A practice that is ruled out is one that does not apply. */
function columnOf({ outcome }: Finding): Finding['outcome'] {
  return outcome === 'clear' ? 'not-applicable' : outcome;
}
