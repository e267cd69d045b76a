import type { Pack } from '../../engine/pack.ts';
import { InputError, type Problem, suggest } from '../../engine/problem.ts';

/**
 * The packs a caller names; all of them when none is named.
 *
 * @param packs those in force for the caller
 * @throws InputError for every id no pack has, at `/packs/0` and so on
 */
export function choosePacks(ids: readonly string[] | undefined, packs: readonly Pack[]): readonly Pack[] {
  if (ids === undefined) return packs;
  const known = new Map(packs.map((pack) => [pack.id, pack]));
  const problems = ids.flatMap((id, i) => (known.has(id) ? [] : [unknownPack(id, `/packs/${i}`, packs)]));
  if (problems.length > 0) throw new InputError(problems);
  return [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
}

/**
 * The pack a query names.
 *
 * @param packs those in force for the caller
 * @throws InputError at `/pack`
 */
export function choosePack(id: string, packs: readonly Pack[]): Pack {
  const pack = packs.find((candidate) => candidate.id === id);
  if (pack === undefined) throw new InputError([unknownPack(id, '/pack', packs)]);
  return pack;
}

/** What is wrong with an id no pack has. */
export function unknownPack(id: string, pointer: string, packs: readonly Pack[]): Problem {
  const hint = suggest(
    id,
    packs.map((pack) => pack.id),
  );
  return { pointer, reason: `no pack is called "${id}"`, hint: hint ?? 'GET /v1/packs lists them' };
}
