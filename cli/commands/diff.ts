import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { changeFacts } from '../../engine/change-facts.ts';
import { type Difference, type Differences, differences } from '../../engine/difference.ts';
import type { Pack } from '../../engine/pack.ts';
import type { Rules } from '../../engine/rules.ts';
import { loadBuiltRules, withPacks } from '../built-rules.ts';
import { CallError } from '../call-error.ts';
import { deliver } from '../deliver.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted, type Page, PLAIN, paint, terminalPage, wrap } from '../page.ts';
import { readProfiles } from '../read-profiles.ts';

export interface DiffOptions {
  asOf: string;
  /** The day of the first profile, where that differs. */
  from?: string;
  /** Changes of facts, made to the second profile, or to the first where there is no second. */
  set?: string[];
  /** Folders of former versions of packs, under which the first profile is evaluated. */
  oldPack?: string[];
  packs?: string;
  output?: string;
  format: 'table' | 'json';
}

/** `jurismap diff A [B]`: two profiles, two days, two versions of packs, or what a changed fact would do. */
export async function diff(a: string, b: string | undefined, options: DiffOptions): Promise<ExitCode> {
  const { asOf, from = asOf, set = [], oldPack = [], format, output } = options;
  if (b === undefined && from === asOf && set.length === 0 && oldPack.length === 0) {
    throw new CallError('there is nothing to compare', 'name a second profile, --from, --set or --old-pack');
  }
  const rules = withPacks(await loadBuiltRules(), options.packs);
  const profiles = readProfiles(b === undefined ? [a] : [a, b], rules.catalogue);
  const [before, after = before] = profiles;
  if (!before || !after) return EXIT.wrong;
  const result = differences(
    { profile: before, packs: await formerPacks(rules, oldPack), asOf: from },
    {
      profile: changeFacts(after, set, rules.catalogue, (i) => ({ pointer: '', file: `--set ${set[i]}` })),
      packs: rules.packs,
      asOf,
    },
    rules.catalogue,
  );
  const text =
    format === 'json'
      ? `${JSON.stringify(result, null, 2)}\n`
      : table(result, output ? PLAIN : terminalPage());
  return deliver(text, output) ? EXIT.pass : EXIT.wrong;
}

/** Today's packs, with the former versions in place of some. */
async function formerPacks(rules: Rules, folders: readonly string[]): Promise<Pack[]> {
  if (folders.length === 0) return [...rules.packs];
  for (const folder of folders) {
    if (!existsSync(join(folder, 'pack.yaml')))
      throw new CallError(`${folder} is no pack`, 'a pack is a folder with a pack.yaml');
  }
  const { readPackFolder } = await import('../rules-folder.ts');
  const former = folders.map((folder) => readPackFolder(folder, rules.catalogue).authored.pack);
  for (const [i, { id }] of former.entries()) {
    if (!rules.packs.some((pack) => pack.id === id))
      throw new CallError(
        `${folders[i]} is a version of "${id}", which is not looked at`,
        'name a former version',
      );
  }
  return rules.packs.map((pack) => former.find(({ id }) => id === pack.id) ?? pack);
}

function table({ before, after, changed, differences: found, unchanged }: Differences, page: Page): string {
  const byPack = Map.groupBy(found, ({ instrument }) => instrument);
  const days = before.asOf === after.asOf ? `On ${after.asOf}` : `From ${before.asOf} to ${after.asOf}`;
  return `${[
    changed.length === 0
      ? 'Nothing differs: the two are evaluated from equal facts, evidence, packs and days.'
      : `${days}; what differs: ${changed.join(', ')}.`,
    ...[...byPack].map(([instrument, of]) =>
      [paint(page, ['bold', 'underline'], instrument), ...of.map((one) => differenceLines(one, page))].join(
        '\n',
      ),
    ),
    `${counted(found.length, 'finding')} ${found.length === 1 ? 'differs' : 'differ'}, ${unchanged} do not.`,
  ].join('\n\n')}\n`;
}

function differenceLines({ cite, title, role, before, after, causes }: Difference, page: Page): string {
  const who = role === null ? '' : ` (${role})`;
  return [
    wrap(page, `${cite}: ${title}${who}`, '    ', '  '),
    wrap(page, `${shown(before)} → ${shown(after)}, because of ${causes.join(', then ')}`, '      ', '    '),
  ].join('\n');
}

function shown(state: Difference['before']): string {
  if (state === null) return 'no such rule';
  const { outcome, appliesFrom, reason, missing } = state;
  const detail =
    outcome === 'upcoming'
      ? (appliesFrom ?? 'on a day still unknown')
      : outcome === 'undetermined'
        ? `by ${missing.join(', ')}`
        : reason?.replaceAll('-', ' ');
  return detail ? `${outcome} (${detail})` : outcome;
}
