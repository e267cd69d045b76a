import type { Pack, Rule } from '../../engine/pack.ts';
import { referencesOf } from '../../engine/references.ts';

/** A rule, and how many rules deep its references to others go. */
export interface RankedRule {
  rule: Rule;
  depth: number;
}

/** The rules of a pack, each after all it refers to, so that every rule is evaluated once. */
export function definitionOrder(pack: Pack): RankedRule[] {
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => {
    const rule = pack.byId.get(id);
    const depth = depths.get(id) ?? 1 + Math.max(-1, ...(rule ? referencesOf(rule) : []).map(depthOf));
    depths.set(id, depth);
    return depth;
  };
  return pack.rules.map((rule) => ({ rule, depth: depthOf(rule.id) })).sort((a, b) => a.depth - b.depth);
}
