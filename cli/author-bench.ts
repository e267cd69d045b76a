import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Catalogues } from '../engine/lint.ts';
import { loadBuiltRules, RULES_ROOT } from './built-rules.ts';
import { CallError, noSuch } from './call-error.ts';
import { type PackFolder, readCatalogues, readPackFolder, readRulesFolder } from './rules-folder.ts';

/** What an author works on: some packs, and the catalogues they refer to. */
export interface Bench extends Catalogues {
  packs: readonly PackFolder[];
}

/**
 * Lays out the packs an author names.
 *
 * @param target a folder with a `pack.yaml`, here or anywhere, or the id of a pack; undefined means every pack
 * @throws InputError for what does not read, CallError when nothing has that name
 */
export async function layOut(target: string | undefined): Promise<Bench> {
  if (target !== undefined && existsSync(join(target, 'pack.yaml'))) {
    const { catalogue, controls, parameters } = isClone()
      ? readCatalogues(RULES_ROOT)
      : await loadBuiltRules();
    return { catalogue, controls, parameters, packs: [readPackFolder(resolve(target), catalogue)] };
  }
  if (!isClone()) {
    throw new CallError(
      'the package brings the packs built, without what their authors wrote',
      'name a folder with a pack.yaml, or work in a clone of the repository',
    );
  }
  const rules = readRulesFolder(RULES_ROOT);
  if (target === undefined) return rules;
  const known = rules.packs.find(({ authored }) => authored.pack.id === target);
  if (known) return { ...rules, packs: [known] };
  if (existsSync(target)) throw new CallError(`${target} is no pack`, 'a pack is a folder with a pack.yaml');
  throw noSuch(
    'pack',
    target,
    rules.packs.map(({ authored }) => authored.pack.id),
  );
}

/** Whether this copy of Jurismap is a clone of the repository, where authors work, and not the package. */
function isClone(): boolean {
  return existsSync(RULES_ROOT);
}
