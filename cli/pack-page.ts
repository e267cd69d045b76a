import type { Condition } from '../engine/condition.ts';
import { conditionLines } from '../engine/condition-text.ts';
import type { Measured } from '../engine/measured.ts';
import type { Exception, Measure, Pack, Parameter, Rule, WholePack, Window } from '../engine/pack.ts';
import { provisionLink } from '../engine/provision-url.ts';
import type { Score } from '../engine/score.ts';
import { quantityText, sumText } from './rule-words.ts';

/**
 * The catalogue page of an instrument, in Markdown: every rule with its conditions, exceptions, dates and notes, in the
 * order of the pack, and the answer to every provision. Generated from the pack alone, to be read beside the statute, to
 * which its pinpoints lead where the pack knows how.
 */
export function packPage(pack: WholePack): string {
  return `${[
    ...head(pack),
    ...section(
      'Roles',
      [...pack.roles].flatMap(([role, condition]) => [`**${role}**`, '', ...lines(pack, condition), '']),
    ),
    ...section('Penalties', penalties(pack)),
    ...section(
      'Scores',
      [...pack.scores.values()].flatMap((score) => scoreBlock(pack, score)),
    ),
    ...section(
      'Measures',
      pack.measures.flatMap((measure) => measureBlock(pack, measure)),
    ),
    ...section(
      'Rules',
      pack.rules.flatMap((rule) => ruleBlock(pack, rule)),
    ),
    ...section('Provisions', ledger(pack)),
    ...section(
      'Changes',
      pack.manifest.changes.map(({ version, date, what }) => `- ${version} (${date}): ${what}`),
    ),
    ...addresses(pack),
  ].join('\n')}\n`;
}

/** A pinpoint, as a link to where it can be read; the address stands at the end of the page. */
function cited({ manifest }: Pack, cite: string): string {
  const link = provisionLink(manifest, cite);
  return link ? `[${cite}][${link.provision === cite ? '' : link.provision}]` : cite;
}

/** The addresses to which `cited` refers. Every pinpoint of a pack is a provision of its ledger. */
function addresses({ manifest, ledger }: WholePack): string[] {
  const links = Object.keys(ledger.provisions).flatMap((cite) => provisionLink(manifest, cite) ?? []);
  const lines = links.map(({ provision, url }) => `[${provision}]: ${url}`);
  return lines.length === 0 ? [] : ['', ...new Set(lines)];
}

function section(title: string, body: readonly string[]): string[] {
  return body.length === 0 ? [] : ['', `## ${title}`, '', ...body];
}

function head({ id, version, manifest, rules }: Pack): string[] {
  const { title, citation, url, jurisdiction, force, status, extent, verified } = manifest;
  const open = rules.filter(({ unverified }) => unverified !== undefined);
  return [
    `# ${title}`,
    '',
    'Generated from the rule pack; do not edit. Not legal advice.',
    '',
    `- Pack \`${id}\`, version ${version}; ${rules.length} rules`,
    `- ${citation}, <${url}>`,
    `- Jurisdiction: ${jurisdiction}; force: ${force}`,
    `- Status: ${status}`,
    ...(extent ? [`- Covers: ${extent}`] : []),
    ...(manifest.enforcers ?? []).map((enforcer) => `- Enforced by ${enforcer}`),
    ...(manifest.amendedBy ?? []).map(
      (act) => `- Amended by ${act.citation} (<${act.url}>), in force ${act.inForce}`,
    ),
    `- Last compared with its source on ${verified}`,
    ...(open.length > 0
      ? [
          `- Not compared with the official text: ${open.map((rule) => `[${rule.id}](#${rule.id})`).join(', ')}`,
        ]
      : []),
    ...(manifest.notes ?? []).map((note) => `- Note: ${note}`),
  ];
}

function penalties(pack: Pack): string[] {
  return (pack.manifest.penalties ?? []).flatMap((penalty) => {
    const { id, cite, title, notes = [] } = penalty;
    const sum = sumText(penalty);
    return [
      `- \`${id}\`, ${cited(pack, cite)}: ${title}${sum ? `: ${sum}` : ''}`,
      ...notes.map((note) => `  - ${note}`),
    ];
  });
}

function ruleBlock(pack: Pack, rule: Rule): string[] {
  const { id, kind, title, cite, summary, roles, when, unless, windows, scoped } = rule;
  return [
    `### ${cited(pack, cite)}: ${title}`,
    '',
    `<a id="${id}"></a>\`${id}\`, ${kind}${roles.length > 0 ? ` of the ${roles.join(', ')}` : ''}${force(pack, rule)}`,
    '',
    ...(summary ? [summary, ''] : []),
    ...(rule.unverified ? [`**Not compared with the official text:** ${rule.unverified}`, ''] : []),
    ...(when ? ['Holds when', '', ...lines(pack, when), ''] : []),
    ...unless.flatMap((exception) => exceptionLines(pack, exception, '')),
    ...(unless.length > 0 ? [''] : []),
    ...(kind === 'definition' ? [] : windows.flatMap((window) => windowLines(pack, window))),
    ...(kind === 'definition' ? [] : details(rule)),
    ...(scoped || kind === 'definition' ? [] : ['- Holds outside the general scope too.']),
    ...rule.notes.map((note) => `- Note: ${note}`),
    '',
  ];
}

function force({ manifest }: Pack, rule: Rule): string {
  return rule.force === manifest.force || rule.kind === 'definition' ? '' : `, ${rule.force}`;
}

function exceptionLines(pack: Pack, { id, cite, when, note, unless }: Exception, indent: string): string[] {
  return [
    `${indent}- Unless \`${id}\` (${cited(pack, cite)})${note ? `: ${note}` : ''}`,
    ...conditionLines(when, nameIn(pack), `${indent}  `),
    ...unless.flatMap((inner) => exceptionLines(pack, inner, `${indent}  `)),
  ];
}

function windowLines(pack: Pack, { id, from, until, when, cite, notEnforced }: Window): string[] {
  const start =
    typeof from === 'string' ? from : `the day of \`${from.fact}\`, at the earliest ${from.notBefore}`;
  const named = [id && `\`${id}\``, cite && cited(pack, cite)].filter(Boolean).join(', ');
  return [
    `- Applies from ${start}${until ? ` until before ${until}` : ''}${named ? ` (${named})` : ''}`,
    ...(notEnforced ? [`  - Not enforced: ${notEnforced}`] : []),
    ...(when ? conditionLines(when, nameIn(pack), '  ') : []),
  ];
}

function measuredText({ of, within, atLeast, atMost, cite }: Measured): string {
  const bounds = [
    within && `at most ${within} ago`,
    atLeast !== undefined && `at least ${atLeast}`,
    atMost !== undefined && `at most ${atMost}`,
  ].filter(Boolean);
  return `Measured: ${of}${bounds.length > 0 ? `, ${bounds.join(', ')}` : ''} (${cite})`;
}

function details({
  controls,
  relation,
  missing,
  measured,
  severity,
  penalty,
  parameters,
  evidence,
}: Rule): string[] {
  const related = relation ? ` (${relation}${missing ? `; beyond them: ${missing}` : ''})` : '';
  return [
    ...(controls.length > 0 ? [`- Controls: ${controls.join(', ')}${related}`] : []),
    ...measured.map((asked) => `- ${measuredText(asked)}`),
    `- Severity: ${severity}${penalty ? `; penalty: ${penalty}` : ''}`,
    ...Object.entries(parameters).map(([name, parameter]) => `- ${parameterText(name, parameter)}`),
    ...(evidence.length > 0 ? [`- Shown by: ${evidence.join('; ')}`] : []),
  ];
}

function parameterText(name: string, parameter: Parameter): string {
  return `\`${name}\`: ${quantityText(parameter)}`;
}

function scoreBlock(pack: Pack, score: Score): string[] {
  const body =
    score.kind === 'deduction'
      ? [`\`${score.of}\` less ${score.percent} %, halves rounded up, when`, '', ...lines(pack, score.when)]
      : score.items.flatMap(({ fact, answers, when, source }) => [
          `- \`${fact}\`${source.length > 0 ? ` (${source.join(', ')})` : ''}: ${answers
            .map(({ answer, points }) => `${answer} ${points}`)
            .join(', ')}`,
          ...(when ? ['  - only when', ...conditionLines(when, nameIn(pack), '    ')] : []),
        ]);
  return [
    `### ${cited(pack, score.cite)}: ${score.title}`,
    '',
    `<a id="${score.id}"></a>\`${score.id}\``,
    '',
    ...body,
    ...score.notes.map((note) => `- Note: ${note}`),
    '',
  ];
}

function measureBlock(pack: Pack, measure: Measure): string[] {
  const { id, title, cite, rate, tables, groups, smallGroups, flagBelow, supplies, notes } = measure;
  return [
    `### ${cited(pack, cite)}: ${title}`,
    '',
    `<a id="${id}"></a>\`${id}\`, ${rate} rates by ${tables.map((by) => by.join(' and ')).join('; ')}`,
    '',
    ...Object.entries(groups ?? {}).map(
      ([dimension, categories]) => `- ${dimension}: ${categories.join(', ')}`,
    ),
    ...(smallGroups
      ? [`- Groups below ${100 * smallGroups.below} % may be left out (${cited(pack, smallGroups.cite)})`]
      : []),
    ...(flagBelow
      ? [`- Pointed out below a ratio of ${flagBelow.ratio} (${cited(pack, flagBelow.cite)})`]
      : ['- No mark is set.']),
    ...(supplies ? [`- The lowest ratio answers \`${supplies}\``] : []),
    ...(notes ?? []).map((note) => `- Note: ${note}`),
    '',
  ];
}

function ledger(pack: WholePack): string[] {
  return [
    '| provision | answer |',
    '| --- | --- |',
    ...Object.entries(pack.ledger.provisions).map(([id, answer]) => {
      const text = Array.isArray(answer)
        ? answer.map((rule) => `[${rule}](#${rule})`).join(', ')
        : `none needed (${answer.none}): ${answer.note}`;
      return `| ${cell(cited(pack, id))} | ${cell(text)} |`;
    }),
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function lines(pack: Pack, condition: Condition): string[] {
  return conditionLines(condition, nameIn(pack));
}

function nameIn(pack: Pack): (id: string) => string {
  return (id) => `[${pack.byId.get(id)?.title ?? pack.scores.get(id)?.title ?? id}](#${id})`;
}
