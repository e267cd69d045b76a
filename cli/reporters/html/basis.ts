import { html, joined, type Markup, outside } from './markup.ts';
import type { Chapter, Instrument, Section } from './section.ts';

/** What was checked against what, so that anybody can do it again. */
export function basisChapter(section: Section, instruments: readonly Instrument[]): Chapter {
  const { file, report } = section.checked;
  const { system, asOf, assessments } = report;
  const [first] = assessments;
  const rows: [string, Markup | string | undefined][] = [
    ['System', html`${system.name} (${system.id})`],
    ['Version', system.version],
    ['Description', system.description],
    ['Accountable', system.owner && joined([system.owner.name, system.owner.email], ', ')],
    ['Links', joined((system.links ?? []).map(outside), html`<br>`)],
    ['Day of law', asOf],
    ['Profile', html`${file}`],
    ['Digest of the profile', first && html`<code>${first.profileDigest}</code>`],
    ['Digest of the facts’ catalogue', first && html`<code>${first.catalogueDigest}</code>`],
    ['Engine', first?.engine],
  ];
  return {
    id: `${section.id}.basis`,
    title: 'What was checked',
    body: html`
<dl class="basis">${rows.map(([term, value]) => (value === undefined || String(value) === '' ? undefined : html`<dt>${term}</dt><dd>${value}</dd>\n`))}</dl>
<h4>Rule packs (${instruments.length})</h4>
<table class="packs">
<thead><tr><th scope="col">Instrument and rule pack, with its digest</th><th scope="col">Compared with its source on</th><th scope="col">Reaches the system</th></tr></thead>
<tbody>
${instruments.map(
  ({ assessment: { title, pack, version, verified, applicability, packDigest } }) =>
    html`<tr><th scope="row">${title}, ${pack} ${version}<br><code>${packDigest}</code></th><td>${verified}</td><td>${REACHES[applicability]}</td></tr>\n`,
)}</tbody>
</table>`,
  };
}

const REACHES = { 'in-scope': 'yes', 'out-of-scope': 'no', undetermined: 'open' } as const;
