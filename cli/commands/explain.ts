import { type Explanation, explain as explanationOf } from '../../engine/explain.ts';
import type { FactValue } from '../../engine/facts.ts';
import type { Finding } from '../../engine/finding.ts';
import type { Pack, Rule } from '../../engine/pack.ts';
import type { Rules } from '../../engine/rules.ts';
import type { Step } from '../../engine/teller.ts';
import { loadBuiltRules } from '../built-rules.ts';
import { CallError, noSuch } from '../call-error.ts';
import { decisive } from '../decisive.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type Page, paint, printable, terminalPage, wrap } from '../page.ts';
import { readProfiles } from '../read-profiles.ts';
import { resultText } from '../reporters/wording.ts';

export interface ExplainOptions {
  asOf: string;
  role?: string;
  format: 'table' | 'json';
}

/** `jurismap explain FILE RULE`: the tree behind one finding. */
export async function explain(file: string, name: string, options: ExplainOptions): Promise<ExitCode> {
  const rules = await loadBuiltRules();
  const { pack, rule } = find(rules, name);
  refuseOtherRole(rule, options.role);
  for (const profile of readProfiles([file], rules.catalogue)) {
    const explanation = explanationOf(profile, pack, rules.catalogue, options.asOf, rule.id, options.role);
    if (!explanation) throw new Error(`there is no finding for "${rule.id}"`);
    process.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify({ pack: pack.id, version: pack.version, ...explanation }, null, 2)}\n`
        : tree(explanation, pack, terminalPage()),
    );
  }
  return EXIT.pass;
}

/** The rule by its id, or by `pack/id`. */
function find({ packs }: Rules, name: string): { pack: Pack; rule: Rule } {
  const found = packs.flatMap((pack) =>
    pack.rules
      .filter((rule) => name === rule.id || name === `${pack.id}/${rule.id}`)
      .map((rule) => ({ pack, rule })),
  );
  const [one, another] = found;
  if (!one) {
    throw noSuch(
      'rule',
      name,
      packs.flatMap((pack) => pack.rules.map(({ id }) => (name.includes('/') ? `${pack.id}/${id}` : id))),
    );
  }
  if (another) {
    const full = found.map(({ pack }) => `${pack.id}/${one.rule.id}`).join(' or ');
    throw new CallError(`several packs have a rule "${name}"`, `write ${full}`);
  }
  if (one.rule.kind === 'definition') {
    throw new CallError(
      `"${one.rule.id}" is a definition and has no finding of its own`,
      'explain a rule that rests on it',
    );
  }
  return one;
}

function refuseOtherRole(rule: Rule, role: string | undefined): void {
  if (role === undefined || rule.roles.includes(role)) return;
  if (rule.roles.length === 0) throw new CallError(`"${rule.id}" is about no role`, 'leave out --role');
  throw noSuch(`role of "${rule.id}"`, role, rule.roles);
}

function tree(
  { finding, url, asOf, summary, notes, steps, ifAnswered, nearestMiss }: Explanation,
  pack: Pack,
  page: Page,
): string {
  const role = finding.role ? `, ${finding.role}` : '';
  const section = (name: string, items: readonly string[]): string[] =>
    items.length === 0
      ? []
      : ['', paint(page, 'bold', name), ...items.map((item) => wrap(page, item, '    ', '  - '))];
  const told = new Set<string>();
  return `${[
    paint(page, 'bold', wrap(page, `${finding.title} (${pack.manifest.title}, ${finding.cite}${role})`, '')),
    ...(summary ? [wrap(page, summary, '')] : []),
    url,
    '',
    wrap(page, `On ${asOf}: ${outcomeIn(finding)}.`, ''),
    ...section('Facts that suffice for it', finding.because.map(stated)),
    ...section('Facts that would settle it', finding.missing),
    ...section('It can still come to', finding.possible.map(resultText)),
    ...section(
      'What each answer would do',
      ifAnswered.flatMap((one) => telling(one, finding)),
    ),
    '',
    paint(page, 'bold', 'How it was decided (yes, no, or ? where a fact is unknown)'),
    ...steps.flatMap((step) => stepLines(step, '  ', page, told)),
    ...section('Facts without which it would be open', nearestMiss.map(stated)),
    ...section('Judgement and limits', finding.unverified ? [...notes, finding.unverified] : notes),
  ].join('\n')}\n`;
}

/** The answers to a fact that narrow the result, and to what. */
function telling({ fact, answers }: Explanation['ifAnswered'][number], { possible: all }: Finding): string[] {
  return answers
    .filter(({ possible }) => possible.length < all.length)
    .map(({ answer, possible }) => `${fact} = ${answer}: ${possible.map(resultText).join(' or ')}`);
}

function outcomeIn({
  outcome,
  reason,
  exception,
  appliesFrom,
  readiness,
  evidence,
}: Explanation['finding']): string {
  const parts = [
    outcome,
    appliesFrom && `${outcome === 'upcoming' ? 'from' : 'since'} ${appliesFrom}`,
    readiness && `it would be ${readiness} if the day had come`,
    exception ? `by the exception of ${exception.cite}` : reason?.replaceAll('-', ' '),
    evidence.length > 0 && `by ${evidence.join(', ')}`,
  ];
  return parts.filter((part) => typeof part === 'string').join(', ');
}

function stated({ fact, value }: { fact: string; value: FactValue }): string {
  return `${fact} = ${shown(value)}`;
}

function shown(value: FactValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return printable(String(value));
  return value.length === 0 ? 'none' : value.map(printable).join(', ');
}

/** @param told definitions shown so far; the engine gives the steps of each only once */
function stepLines(step: Step, indent: string, page: Page, told: Set<string>): string[] {
  const mark = step.value === null ? '?' : step.value ? 'yes' : 'no';
  const cite = step.cite ? ` [${step.cite}]` : '';
  const answer = step.fact
    ? ` (stated: ${step.fact.value === null ? 'nothing' : shown(step.fact.value)})`
    : '';
  const above = step.rule !== undefined && told.has(step.rule) ? ' (see above)' : '';
  if (step.rule !== undefined) told.add(step.rule);
  const [first = '', ...more] = wrap(
    page,
    `${step.text}${answer}${cite}${above}`,
    `${indent}    `,
    `${indent}${mark.padEnd(3)} `,
  ).split('\n');
  const style = step.value === null ? 'magenta' : step.value ? 'green' : 'dim';
  return [
    [paint(page, style, first), ...more].join('\n'),
    ...decisive(step).flatMap((inner) => stepLines(inner, `${indent}  `, page, told)),
  ];
}
