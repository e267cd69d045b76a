import type { Pack } from '../../engine/pack.ts';
import { packFromSource } from '../../engine/read-pack.ts';
import type { Rules } from '../../engine/rules.ts';
import { readActive } from '../../store/pack-register.ts';
import { readPackSource } from '../../store/pack-sources.ts';
import { rules } from './rules.ts';
import { table } from './table.ts';

/** Packs this copy of the function has made ready, by digest: what a digest stands for never changes. */
const ready = new Map<string, Pack>();
/** More than a tenant has; beyond it the oldest are forgotten. */
const MOST_READY = 100;

/** The rules in force for a tenant: the packs Jurismap brings, and those of the tenant that are active. */
export async function rulesOf(tenant: string): Promise<Rules> {
  const active = Object.entries(await readActive(table, tenant));
  if (active.length === 0) return rules;
  const own = await Promise.all(active.map(([pack, digest]) => ownPack(tenant, pack, digest)));
  return { ...rules, packs: [...rules.packs, ...own] };
}

/**
 * A version of a tenant's own pack.
 *
 * @throws NotFoundError, or InputError when the present fact catalogue does not have what it refers to
 */
export async function ownPack(tenant: string, id: string, digest: string): Promise<Pack> {
  const known = ready.get(digest);
  if (known) return known;
  const pack = packFromSource(await readPackSource(table, tenant, id, digest), rules.catalogue);
  if (ready.size >= MOST_READY) ready.delete([...ready.keys()][0] ?? '');
  ready.set(digest, pack);
  return pack;
}
