import type { Pack } from '../../engine/pack.ts';
import { InputError, suggest } from '../../engine/problem.ts';
import { rules } from './rules.ts';

/**
 * The packs a caller names; all of them when none is named.
 *
 * @throws InputError for every id no pack has, at `/packs/0` and so on
 */
export function choosePacks(ids: readonly string[] | undefined): readonly Pack[] {
  if (ids === undefined) return rules.packs;
  const known = new Map(rules.packs.map((pack) => [pack.id, pack]));
  const problems = ids.flatMap((id, i) => (known.has(id) ? [] : [unknownPack(id, `/packs/${i}`)]));
  if (problems.length > 0) throw new InputError(problems);
  return [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
}

/**
 * The pack a query names.
 *
 * @throws InputError at `/pack`
 */
export function choosePack(id: string): Pack {
  const pack = rules.packs.find((candidate) => candidate.id === id);
  if (pack === undefined) throw new InputError([unknownPack(id, '/pack')]);
  return pack;
}

function unknownPack(id: string, pointer: string) {
  const ids = rules.packs.map((pack) => pack.id);
  return {
    pointer,
    reason: `no pack is called "${id}"`,
    hint: suggest(id, ids) ?? 'GET /v1/packs lists them',
  };
}
