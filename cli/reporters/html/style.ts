/** The look of the page: sober, readable on any screen, by day and by night, and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fffefb; --ink: #1c1f24; --soft: #555d68; --line: #d8d6cf; --tint: #f4f2ec; --link: #1d4d8f;
  --red: #9d1c17; --amber: #7a4a00; --violet: #5d3291; --blue: #1d4d8f; --green: #1b5e34;
  --serif: 'Iowan Old Style', 'Palatino Linotype', Palatino, 'Book Antiqua', 'URW Palladio L', Georgia, serif;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #16181c; --ink: #e6e4de; --soft: #a9b0ba; --line: #3a3f47; --tint: #1f2227; --link: #9cc2ff;
    --red: #ff9c94; --amber: #f0bd6a; --violet: #d0b3ff; --blue: #9cc2ff; --green: #8fd6a8;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 78rem; padding: 0 1.25rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 var(--serif); font-variant-numeric: lining-nums; overflow-wrap: break-word; hanging-punctuation: first;
}
a { color: var(--link); text-decoration-thickness: 0.06em; text-underline-offset: 0.16em; }
a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 0.15rem solid var(--link); outline-offset: 0.15rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.25rem 0.75rem; background: var(--paper); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

header { margin: 2.5rem 0 2rem; padding-bottom: 1rem; border-bottom: 0.2rem solid var(--ink); }
header .name { margin: 0; font: 600 0.8125rem/1.4 var(--sans); letter-spacing: 0.09em; text-transform: uppercase; color: var(--soft); }
h1, h2, h3, h4, h5 { line-height: 1.25; text-wrap: balance; font-weight: 600; }
h1 { margin: 0.35rem 0 0; font-size: 1.25rem; font-weight: 400; }
h2 { margin: 0 0 1.5rem; font-size: 2.25rem; letter-spacing: -0.01em; }
h3 { margin: 3.5rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--ink); font-size: 1.5rem; }
h4 { margin: 2.25rem 0 0.75rem; font: 600 1rem/1.3 var(--sans); }
h5 { margin: 0; font-size: 1.125rem; text-wrap: pretty; }
p, ul, ol, dl { margin: 0 0 0.75rem; }
ul, ol { padding-left: 1.35rem; }
ul.plain, ul.facts, ul.tree, ul.compact { list-style: none; padding-left: 0; }
li { margin-bottom: 0.25rem; }
code { font: 0.8125rem/1.4 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; overflow-wrap: anywhere; }

nav { font: 0.875rem/1.4 var(--sans); }
nav ol { list-style: none; margin: 0; padding: 0; }
nav li { margin: 0; }
nav a { display: block; padding: 0.25rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
.system > nav { margin-bottom: 2rem; padding: 0.75rem 1rem; background: var(--tint); }
section + .system { margin-top: 5rem; padding-top: 2rem; border-top: 0.2rem solid var(--ink); }
.body > section:first-child > h3 { margin-top: 0; }
@media (min-width: 64rem) {
  .system { display: grid; grid-template-columns: 15rem minmax(0, 46rem); column-gap: 3.5rem; }
  .system > h2 { grid-column: 1 / -1; }
  .system > nav { position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem); overflow-y: auto; margin: 0; padding: 0; background: none; }
  .system > nav a { padding: 0.3rem 0; border-bottom: 1px solid var(--line); }
}

.verdict { padding: 1rem 1.25rem; border: 1px solid var(--line); border-left: 0.4rem solid var(--mark); background: var(--tint); }
.verdict b { display: block; font-size: 1.5rem; line-height: 1.3; color: var(--mark); }
.prohibited, .gap { --mark: var(--red); }
.partial, .waived { --mark: var(--amber); }
.undetermined { --mark: var(--violet); }
.upcoming, .applies { --mark: var(--blue); }
.met { --mark: var(--green); }
.mark { color: var(--mark, var(--ink)); }
p .mark { font: 700 0.8125rem/1.4 var(--sans); letter-spacing: 0.03em; text-transform: uppercase; margin-right: 0.25rem; }
td.mark { font-weight: 700; }
.open { color: var(--violet); }
.source, .cite, .test { color: var(--soft); }
.source, .cite { font: 0.8125rem/1.4 var(--sans); }
.source, .outside, td { overflow-wrap: anywhere; }
td { min-width: 4.5rem; }
.counts td, .groups td { min-width: 0; white-space: nowrap; }
th { overflow-wrap: break-word; }
th .source { display: block; }
.pinpoint { font: 600 0.9em/1.4 var(--sans); margin-right: 0.3em; }
.about { color: var(--soft); }

table { width: 100%; border-collapse: collapse; margin: 0 0 1rem; font: 0.875rem/1.45 var(--sans); }
caption { padding: 0.5rem 0; text-align: left; color: var(--soft); }
th, td { padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th { border-bottom-color: var(--ink); font-weight: 600; vertical-align: bottom; }
.counts td, .counts th + th { text-align: right; padding-right: 0; padding-left: 0.75rem; }
.counts th:first-child { min-width: 13rem; }
.counts thead { font-size: 0.75rem; hyphens: manual; }
.counts thead th { padding-left: 0.5rem; }
.counts thead th:first-child { padding-left: 0; }
.counts td { font-variant-numeric: tabular-nums lining-nums; }
.wide { overflow-x: auto; }
.wide table { min-width: 38rem; }
.stated th { width: 55%; }

.finding { margin: 0 0 1.75rem; padding: 1rem 0 0 1rem; border-left: 1px solid var(--line); }
.finding > p { margin: 0.35rem 0; }
.conclusion { font: 0.9375rem/1.5 var(--sans); }
summary { font: 600 0.875rem/1.5 var(--sans); color: var(--soft); cursor: pointer; width: fit-content; }
summary h4 { display: inline-block; color: var(--ink); }
dl { font-size: 0.9375rem; }
dt { font: 600 0.8125rem/1.6 var(--sans); color: var(--soft); margin-top: 0.5rem; }
dd { margin: 0; }
dd p, dd ul { margin-bottom: 0.25rem; }
@media (min-width: 40rem) {
  .finding dl, dl.basis { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); column-gap: 1.25rem; row-gap: 0.4rem; margin-top: 0.4rem; }
  dl.basis { grid-template-columns: 12rem minmax(0, 1fr); }
  dt { margin-top: 0.05rem; }
}
.tree .tree { margin: 0.25rem 0 0.25rem 0.35rem; padding-left: 1rem; border-left: 1px dotted var(--soft); }
.is { display: inline-block; min-width: 2.4em; font: 700 0.75rem/1.5 var(--sans); text-transform: uppercase; letter-spacing: 0.03em; color: var(--soft); }
.is.yes { color: var(--green); }
.is.open { color: var(--violet); }
dt.paper, dd.paper { display: none; }
.definition { margin: 0 0 1rem 1rem; font-size: 0.9375rem; }
.definition h5 { font-size: 1rem; margin-bottom: 0.25rem; }
.inactive { margin-bottom: 1rem; font-size: 0.9375rem; }
.inactive p { margin-bottom: 0.25rem; }
.inactive ul { list-style: none; padding-left: 1rem; }
:target { scroll-margin-top: 1rem; background: var(--tint); box-shadow: 0 0 0 0.4rem var(--tint); }
footer { margin: 4rem 0 3rem; padding-top: 1rem; border-top: 0.2rem solid var(--ink); font-size: 0.9375rem; color: var(--soft); max-width: 46rem; }

@page {
  size: A4; margin: 20mm 20mm 22mm;
  @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt sans-serif; color: #555; }
  @bottom-left { content: 'Jurismap. Not legal advice.'; font: 8pt sans-serif; color: #555; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; background: none; font-size: 10pt; line-height: 1.45; }
  .skip, summary::marker { display: none; }
  header { margin-top: 0; }
  h2 { font-size: 22pt; } h3 { font-size: 15pt; } h4 { font-size: 10.5pt; } h5 { font-size: 11pt; }
  h1, h2, h3, h4, h5, caption, thead { break-after: avoid; break-inside: avoid; }
  .system, .system > nav { display: block; position: static; max-height: none; overflow: visible; }
  section + .system, .instrument { break-before: page; }
  .conclusion, .verdict, dt, tr, li { break-inside: avoid; }
  .conclusion, dt { break-after: avoid; }
  dd::after { content: ''; display: block; clear: left; }
  .tree li { break-inside: auto; }
  p, li, dd { orphans: 3; widows: 3; }
  table, .source, .cite { font-size: 8pt; }
  dl, .inactive, .definition, .conclusion { font-size: 9pt; }
  .wide { overflow: visible; }
  .wide table { min-width: 0; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  summary { list-style: none; }
  .finding summary { display: none; }
  /* Grids do not break well over pages. */
  .finding dl, dl.basis { display: block; }
  dt { float: left; clear: left; width: 26mm; margin: 0; }
  dd { margin: 0 0 1mm 30mm; }
  dl.basis dt { width: 38mm; }
  dl.basis dd { margin-left: 42mm; }
  dt.paper, dd.paper { display: block; }
  a { color: inherit; text-decoration: none; }
  .cited::after { content: ' <' attr(href) '>'; font: 7pt/1.3 sans-serif; }
  dd.paper { font: 7pt/1.5 sans-serif; overflow-wrap: anywhere; }
}
`;
