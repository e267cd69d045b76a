import type { Pack } from '../../engine/pack.ts';
import { summaryOf } from '../../engine/pack-summary.ts';
import { loadBuiltRules } from '../built-rules.ts';
import { noSuch } from '../call-error.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted, type Page, paint, terminalPage, wrap } from '../page.ts';

export interface PacksOptions {
  format: 'table' | 'json';
}

/** `jurismap packs list`: every pack in a few lines. */
export async function list({ format }: PacksOptions): Promise<ExitCode> {
  const { packs } = await loadBuiltRules();
  const page = terminalPage();
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ packs: packs.map(summaryOf) }, null, 2)}\n`
      : `${packs.map((pack) => summaryLines(pack, page)).join('\n')}\n`,
  );
  return EXIT.pass;
}

/** `jurismap packs show ID`: what a pack is and every rule of it. */
export async function show(id: string, { format }: PacksOptions): Promise<ExitCode> {
  const { packs } = await loadBuiltRules();
  const pack = packs.find((candidate) => candidate.id === id);
  if (!pack) {
    throw noSuch(
      'pack',
      id,
      packs.map((candidate) => candidate.id),
    );
  }
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ ...summaryOf(pack), manifest: pack.manifest, rules: pack.rules.map(ruleOf) }, null, 2)}\n`
      : whole(pack, terminalPage()),
  );
  return EXIT.pass;
}

function ruleOf({
  id,
  kind,
  title,
  cite,
  summary,
  roles,
  controls,
  severity,
  penalty,
  notes,
}: Pack['rules'][number]) {
  return { id, kind, title, cite, summary, roles, controls, severity, penalty, notes };
}

function summaryLines({ id, version, manifest, rules }: Pack, page: Page): string {
  const { title, jurisdiction, force, verified } = manifest;
  return [
    `${paint(page, 'bold', id)} ${version}  ${title}`,
    wrap(
      page,
      `${jurisdiction}, ${force}, ${counted(rules.length, 'rule')}, compared with its source on ${verified}`,
      '  ',
    ),
  ].join('\n');
}

function whole(pack: Pack, page: Page): string {
  const { citation, url, status, enforcers = [], amendedBy = [], notes = [], changes } = pack.manifest;
  const kinds = Map.groupBy(pack.rules, (rule) => rule.kind);
  return `${[
    summaryLines(pack, page),
    wrap(page, `${citation}. ${url}`, '  '),
    ...amendedBy.map((act) => wrap(page, `Amended by ${act.citation}, in force since ${act.inForce}.`, '  ')),
    wrap(page, `${status}.`, '  '),
    ...enforcers.map((enforcer) => wrap(page, enforcer, '    ', '  - ')),
    ...notes.map((note) => wrap(page, note, '    ', '  - ')),
    ...[...kinds].flatMap(([kind, rules]) => [
      '',
      paint(page, ['bold', 'underline'], `${kind} (${rules.length})`),
      ...rules.map(({ id, cite, title, roles }) =>
        wrap(page, `${title} [${[id, ...roles].join(', ')}]`, ' '.repeat(22), `  ${cite.padEnd(19)} `),
      ),
    ]),
    '',
    paint(page, ['bold', 'underline'], 'changes'),
    ...changes.map(({ version, date, what }) => wrap(page, `${version} (${date}): ${what}`, '    ', '  ')),
  ].join('\n')}\n`;
}
