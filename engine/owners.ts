import type { Declarations } from './declarations.ts';
import type { Profile } from './profile.ts';

/** Who is accountable for what of a system. */
export interface Owners {
  /**
   * @param rule a duty as `pack/rule`
   * @returns the owner of the duty, or else that of the system; null where nobody is named
   */
  of(rule: string): string | null;
}

/** @param profile together with what the register declares */
export function ownersOf({ system }: Profile, { dutyOwners }: Declarations): Owners {
  return {
    of: (rule) =>
      (Object.hasOwn(dutyOwners, rule) ? dutyOwners[rule]?.name : undefined) ?? system.owner?.name ?? null,
  };
}
