import type { Catalogue } from '../../engine/facts.ts';
import type { Truth } from '../../engine/run-scenario.ts';
import { runScenarios } from '../../engine/run-scenarios.ts';
import { subjectsOf } from '../../engine/subject.ts';
import { layOut } from '../author-bench.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { terminalPage, wrap } from '../page.ts';
import type { PackFolder } from '../rules-folder.ts';

const TRUTHS: readonly Truth[] = ['true', 'false', 'unknown'];

/** How far a pack is answered and exercised. */
interface Coverage {
  pack: string;
  version: string;
  provisions: { total: number; byRules: number; withReason: number; unanswered: string[] };
  rules: { total: number; seen: Record<Truth, number>; notSeen: { rule: string; truths: Truth[] }[] };
  scenarios: { total: number; bySource: Record<string, number> };
}

export interface CoverageOptions {
  format: 'table' | 'json';
  strict?: true;
}

/** `jurismap packs coverage [FOLDER|ID]`: provisions answered, rules exercised, and where the scenarios come from. */
export async function coverage(
  target: string | undefined,
  { format, strict }: CoverageOptions,
): Promise<ExitCode> {
  const { catalogue, packs } = await layOut(target);
  const all = packs.map((folder) => coverageOf(folder, catalogue));
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ packs: all }, null, 2)}\n`
      : `${[...all.map((one) => table(one)), ...(all.length > 1 ? [total(all)] : [])].join('\n\n')}\n`,
  );
  const isComplete = all.every(
    ({ provisions, rules }) => provisions.unanswered.length === 0 && rules.notSeen.length === 0,
  );
  return strict && !isComplete ? EXIT.wrong : EXIT.pass;
}

function coverageOf(folder: PackFolder, catalogue: Catalogue): Coverage {
  const { pack } = folder.authored;
  const { provisions, inserted = [] } = pack.ledger;
  const official = new Set([...folder.index, ...inserted]);
  const answers = Object.values(provisions);
  const byRules = answers.filter((answer) => Array.isArray(answer)).length;
  const runs = runScenarios(folder, catalogue);
  const seen = new Set(runs.flatMap((run) => run.seen.map(({ rule, truth }) => `${rule} ${truth}`)));
  const rules = [...new Set(subjectsOf(pack).map(({ rule }) => rule.id))];
  const seenAs = (truth: Truth): number => rules.filter((rule) => seen.has(`${rule} ${truth}`)).length;
  const notSeen = rules.map((rule) => ({
    rule,
    truths: TRUTHS.filter((truth) => !seen.has(`${rule} ${truth}`)),
  }));
  const sources = Map.groupBy(runs, ({ scenario }) => scenario.source.type);
  return {
    pack: pack.id,
    version: pack.version,
    provisions: {
      total: official.size,
      byRules,
      withReason: answers.length - byRules,
      unanswered: [...official].filter((id) => !Object.hasOwn(provisions, id)),
    },
    rules: {
      total: rules.length,
      seen: { true: seenAs('true'), false: seenAs('false'), unknown: seenAs('unknown') },
      notSeen: notSeen.filter(({ truths }) => truths.length > 0),
    },
    scenarios: {
      total: runs.length,
      bySource: Object.fromEntries([...sources].map(([source, of]) => [source, of.length])),
    },
  };
}

/** All packs in one line. */
function total(all: readonly Coverage[]): string {
  const sum = (count: (one: Coverage) => number): number => all.reduce((total, one) => total + count(one), 0);
  const shown = TRUTHS.map((truth) => `${sum(({ rules }) => rules.seen[truth])} ${truth}`).join(', ');
  return (
    `${all.length} packs: ${sum(({ provisions }) => provisions.total)} provisions, ` +
    `${sum(({ provisions }) => provisions.unanswered.length)} not answered; ${sum(({ scenarios }) => scenarios.total)} scenarios ` +
    `show of ${sum(({ rules }) => rules.total)} rules ${shown}.`
  );
}

function table({ pack, version, provisions, rules, scenarios }: Coverage): string {
  const page = terminalPage();
  const bySource = Object.entries(scenarios.bySource).map(([source, count]) => `${source} ${count}`);
  const { total, seen, notSeen } = rules;
  return [
    `${pack} ${version}`,
    wrap(
      page,
      `Provisions: ${provisions.total}, ${provisions.byRules} answered by rules, ${provisions.withReason} by a reason, ${provisions.unanswered.length} not at all.`,
      '    ',
      '  ',
    ),
    ...provisions.unanswered.map((id) => `    not answered: ${id}`),
    wrap(
      page,
      `Scenarios: ${scenarios.total}${bySource.length > 0 ? ` (${bySource.join(', ')})` : ''}.`,
      '    ',
      '  ',
    ),
    wrap(
      page,
      `Rules: of ${total}, scenarios show ${seen.true} true, ${seen.false} false, ${seen.unknown} unknown.`,
      '    ',
      '  ',
    ),
    ...notSeen.map(({ rule, truths }) => `    never ${truths.join(', never ')}: ${rule}`),
  ].join('\n');
}
