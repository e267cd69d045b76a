import { rules } from './rules.ts';

/** Whose pack a caller means by an id: null for one Jurismap brings, otherwise the caller's own tenant. */
export function ownerOf(pack: string, tenant: string): string | null {
  return rules.packs.some(({ id }) => id === pack) ? null : tenant;
}
