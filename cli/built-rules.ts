import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../engine/problem.ts';
import type { RulesReader } from '../engine/ready-pack.ts';
import { INDEX, loadRules } from '../engine/ready-rules.ts';
import type { Rules } from '../engine/rules.ts';
import { noSuch } from './call-error.ts';
import { ROOT } from './root.ts';

/** The folder `rules/` of this copy of Jurismap. */
export const RULES_ROOT = join(ROOT, 'rules');
const BUILT = join(ROOT, 'build', 'rules');

/**
 * The rules an evaluation needs, from `build/rules/`. In the repository they are built first when a rule or its
 * schema has changed since; a packed Jurismap brings them built.
 *
 * @throws an Error, which is Jurismap's own, when they do not load
 */
export async function loadBuiltRules(): Promise<Rules> {
  try {
    if (isStale()) {
      const { buildRules } = await import('./build-rules.ts');
      buildRules(RULES_ROOT, join(ROOT, 'build'));
    }
    return loadRules(rulesIn(BUILT));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new Error(`its rules do not load: ${error.message}`, { cause: error });
  }
}

/** Reads built rules from a folder. */
export function rulesIn(folder: string): RulesReader {
  return {
    text: (file) => readFileSync(join(folder, file), 'utf8'),
    bytes: (file) => readFileSync(join(folder, file)),
  };
}

/**
 * The same rules with only some of the packs.
 *
 * @param ids ids of packs, separated by commas; undefined keeps all
 * @throws CallError for an id no pack has
 */
export function withPacks(rules: Rules, ids: string | undefined): Rules {
  const known = rules.packs.map(({ id }) => id);
  const [unknown] = (packIds(ids) ?? []).filter((id) => !known.includes(id));
  if (unknown !== undefined) throw noSuch('pack', unknown, known);
  return withKnownPacks(rules, ids);
}

/** The same, without those that only another Jurismap may have. */
export function withKnownPacks(rules: Rules, ids: string | undefined): Rules {
  const wanted = packIds(ids);
  if (!wanted) return rules;
  return { ...rules, packs: wanted.flatMap((id) => rules.packs.find((pack) => pack.id === id) ?? []) };
}

/** What `--packs` lists, each once. */
export function packIds(text: string | undefined): string[] | undefined {
  return text === undefined ? undefined : [...new Set(text.split(',').map((id) => id.trim()))];
}

function isStale(): boolean {
  if (!existsSync(RULES_ROOT)) return false;
  const index = join(BUILT, INDEX);
  if (!existsSync(index)) return true;
  const built = statSync(index).mtimeMs;
  return [RULES_ROOT, join(ROOT, 'engine')].some((folder) => isNewer(folder, built));
}

/** Whether a folder or anything in it changed after a moment; a removed file shows in its folder. */
function isNewer(folder: string, moment: number): boolean {
  if (!existsSync(folder)) return false;
  const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return ['', ...inside].some((path) => statSync(join(folder, path)).mtimeMs > moment);
}
