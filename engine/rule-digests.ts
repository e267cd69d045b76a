import type { Pack, Rule } from './pack.ts';

/** As much of a digest as tells contents of rules apart: 64 bits. */
const LENGTH = 16;

/**
 * How the digests begin of the duties that evidence speaks for now.
 *
 * @param of a control, or a rule as `pack/rule`
 */
export function ruleDigestsFor(of: string, packs: readonly Pack[]): Record<string, string> {
  const duties = packs.flatMap((pack) =>
    pack.rules
      .filter((rule) => rule.kind === 'duty' && speaksFor(of, pack, rule))
      .map(({ id, digest }) => [`${pack.id}/${id}`, digest.slice(0, LENGTH)] as const),
  );
  return Object.fromEntries(duties);
}

function speaksFor(of: string, pack: Pack, { id, controls }: Rule): boolean {
  return of.includes('/') ? of === `${pack.id}/${id}` : controls.includes(of);
}

/** The rule that is called `pack/rule`, if there is one. */
export function ruleNamed(name: string, packs: readonly Pack[]): Rule | undefined {
  const [packId, id = ''] = name.split('/');
  return packs.find((pack) => pack.id === packId)?.byId.get(id);
}
