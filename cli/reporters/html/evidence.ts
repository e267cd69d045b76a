import type { Evidence } from '../../../engine/profile.ts';
import { placeIn } from '../../check/finding-place.ts';
import { type Declaration, wordsFor } from '../evidence-words.ts';
import { html, joined, type Markup, outside } from './markup.ts';
import type { Section } from './section.ts';

/** What is declared about a duty, each with what it comes to. */
export function declarationList(declarations: readonly Declaration[], section: Section): Markup {
  return html`<ul>${declarations.map(
    ({ key, evidence, words }) =>
      html`<li><b>${titleOf(key, section)}</b> ${joined([words, ...(evidence ? facets(evidence) : [])], ', ')}</li>`,
  )}</ul>`;
}

/** The name of a control, or of a rule. */
function titleOf(key: string, { context }: Section): string {
  return context.rules.controls.find(({ id }) => id === key)?.title ?? key;
}

function facets({ owner, reviewed, expires, version }: Evidence): (string | undefined)[] {
  return [
    owner && `by ${owner}`,
    reviewed && `reviewed ${reviewed}`,
    expires && `until ${expires}`,
    version && `for version ${version}`,
  ];
}

/** Everything the profile declares as evidence. */
export function evidenceTable(section: Section): Markup | undefined {
  const { profile, document, report } = section.checked;
  const entries = Object.entries(profile.evidence);
  if (entries.length === 0) return undefined;
  return html`
<table>
<thead><tr><th scope="col">Evidence for</th><th scope="col">What it comes to</th><th scope="col">Note and links</th></tr></thead>
<tbody>
${entries.map(([key, evidence]) => {
  const status = [wordsFor(evidence, profile, report.asOf), ...facets(evidence)];
  const more = [evidence.note, ...(evidence.links ?? []).map(outside)];
  const { line } = placeIn(document, ['evidence', key]);
  return html`<tr><th scope="row">${titleOf(key, section)} <span class="source">line ${line}</span></th><td>${joined(status, ', ')}</td><td>${joined(more, html`<br>`)}</td></tr>\n`;
})}</tbody>
</table>`;
}

/** What became of each waiver. */
export function waiverTable({ checked }: Section): Markup | undefined {
  const { profile, report } = checked;
  if (profile.waivers.length === 0) return undefined;
  return html`
<table>
<thead><tr><th scope="col">Waiver of</th><th scope="col">Reason given</th><th scope="col">Does it count?</th></tr></thead>
<tbody>
${profile.waivers.map(({ rule, reason, approver, expires }, i) => {
  const whyNot = report.waivers[i]?.reason;
  return html`<tr><th scope="row">${rule} <span class="source">by ${approver}, until ${expires}</span></th><td>${reason}</td><td>${whyNot ? `No: ${whyNot}` : 'Yes'}</td></tr>\n`;
})}</tbody>
</table>`;
}
