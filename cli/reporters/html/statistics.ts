import type { MeasuredGroupResult, MeasureResult } from '../../../engine/measure.ts';
import type { Pack } from '../../../engine/pack.ts';
import type { ScoreResult } from '../../../engine/score.ts';
import { scoreText } from '../wording.ts';
import { html, joined, type Markup } from './markup.ts';
import { pinpoint } from './pinpoint.ts';

/** What the questionnaires of an instrument come to. */
export function scoreList(scores: readonly ScoreResult[], pack: Pack): Markup | undefined {
  if (scores.length === 0) return undefined;
  return html`
<h4>Scores</h4>
<ul class="plain">${scores.map((score) => html`<li>${pinpoint(pack, score.cite)} ${score.title}: <b>${scoreText(score)}</b></li>`)}</ul>`;
}

/** Statistics over groups of people, computed from what the profile declares. */
export function measureTables(measures: readonly MeasureResult[], pack: Pack): Markup | undefined {
  if (measures.length === 0) return undefined;
  return html`
<h4>Measures, informative</h4>
${measures.map(
  ({ title, cite, measurement, collected, tables, absentTables }) => html`
<p>${pinpoint(pack, cite)} ${title}, from ${measurement} of ${collected}.${absentTables.map((by) => ` No table by ${by.join(' and ')}.`)}</p>
${tables.map(groupTable)}`,
)}`;
}

function groupTable({ by, unknown, reference, groups, absent }: MeasureResult['tables'][number]): Markup {
  const notes = [
    reference ? `Compared with ${reference.join(' and ')}.` : 'No group to compare with.',
    unknown > 0 && `${unknown} of unknown category left out.`,
    absent.length > 0 && `Not in the table: ${absent.join(', ')}.`,
  ];
  return html`
<table class="groups">
<caption>By ${by.join(' and ')}. ${joined(notes, ' ')}</caption>
<thead><tr><th scope="col">Group</th><th scope="col">People</th><th scope="col">Counted</th><th scope="col">Rate</th><th scope="col">Ratio</th></tr></thead>
<tbody>
${groups.map(groupRow)}</tbody>
</table>`;
}

function groupRow({
  of,
  assessed,
  counted: count,
  rate,
  ratio,
  state,
  flagged,
  note,
}: MeasuredGroupResult): Markup {
  const remarks = [
    state !== 'computed' && state.replaceAll('-', ' '),
    flagged && html`<b>below the mark</b>`,
    note,
  ].filter(Boolean);
  const remark = remarks.length > 0 && html` <span class="source">${joined(remarks, ', ')}</span>`;
  return html`<tr><th scope="row">${of.join(' and ')}${remark}</th><td>${assessed}</td><td>${count}</td><td>${rate?.toFixed(3)}</td><td>${ratio?.toFixed(3)}</td></tr>\n`;
}
