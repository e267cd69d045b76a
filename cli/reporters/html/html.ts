import { createHash } from 'node:crypto';
import type { Gate } from '../../../engine/gate.ts';
import { verdict } from '../../check/verdict.ts';
import { version } from '../../version.ts';
import type { CheckContext, CheckedSystem, Reporter } from '../reporter.ts';
import { type Markup, html as markup, sheet } from './markup.ts';
import { STYLE } from './style.ts';
import { systemSection } from './system.ts';
import { verdictBox, verdictName } from './verdict.ts';

/**
 * For counsel: one page that needs nothing else, to be read, filed and printed, with every explanation unfolded. It holds
 * no script and loads nothing; its policy forbids both, whatever a profile says.
 */
export function html(context: CheckContext): Reporter {
  const rows: Markup[] = [];
  const names: string[] = [];
  return {
    system: (checked) => {
      const number = rows.push(row(checked, rows.length + 1));
      names.push(checked.report.system.name);
      return systemSection(checked, context, number).text;
    },
    frame: (gate) => ({ head: head(gate, names, rows, context), tail: tail(gate) }),
  };
}

function row({ file, report: { system, gate } }: CheckedSystem, number: number): Markup {
  return markup`<tr><th scope="row"><a href="#s${number}">${system.name}</a></th><td>${verdictName(gate)}</td><td>${gate.reason}</td><td>${file}</td></tr>\n`;
}

function head(gate: Gate, names: readonly string[], rows: readonly Markup[], { asOf }: CheckContext): string {
  const [name = 'no system', another] = names;
  const subject = another === undefined ? name : `${names.length} systems`;
  // The style sheet is the only thing the page may use, and only as it is here.
  const style = createHash('sha256').update(STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${subject}: Jurismap, ${asOf}</title>
${sheet(STYLE)}
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header>
<p class="name">Jurismap ${version()}</p>
<h1>What the law asks of ${another === undefined ? 'an AI system' : `${names.length} AI systems`}, as of ${asOf}</h1>
</header>
<main id="report">
${another !== undefined && overview(gate, rows)}`.text;
}

function overview(gate: Gate, rows: readonly Markup[]): Markup {
  return markup`
<section id="overview">
<h2>All systems</h2>
${verdictBox(gate)}
<table>
<thead><tr><th scope="col">System</th><th scope="col">Verdict</th><th scope="col">Why</th><th scope="col">Profile</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
</section>`;
}

function tail(gate: Gate): string {
  return markup`
</main>
<footer>
<p>${verdict(gate)}</p>
<p>Findings are not legal advice. They are the result of encoded rules applied to the facts stated, with the judgement calls each rule notes. Packs can be wrong or out of date. Decide with a lawyer who knows the case.</p>
</footer>
</body>
</html>
`.text;
}
