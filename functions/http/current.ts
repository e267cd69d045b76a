import { type Declarations, withDeclarations } from '../../engine/declarations.ts';
import type { Profile } from '../../engine/profile.ts';
import { readRegister } from '../../store/register.ts';
import { readSystem, readVersion, type SystemHead } from '../../store/systems.ts';
import { readAll } from './read-all.ts';
import { stillValid } from './read-profile.ts';
import { table } from './table.ts';

/** A system as it stands: what is evaluated. */
export interface Current {
  head: SystemHead;
  /** Position of the newest entry of its register; 0 when there is none. */
  declared: number;
  declarations: Declarations;
  /** The current profile together with what the register declares. */
  profile: Profile;
}

/**
 * Reads what is evaluated when a system is.
 *
 * @throws NotFoundError, HttpProblem when the catalogue does not understand the profile any more
 */
export async function readCurrent(tenant: string, system: string): Promise<Current> {
  const [{ head, profile }, { sequence, declarations }] = await readAll(
    readSystem(table, tenant, system),
    readRegister(table, tenant, system),
  );
  return {
    head,
    declared: sequence,
    declarations,
    profile: withDeclarations(stillValid(profile), declarations),
  };
}

/**
 * A version of a profile together with what the register declares now, so that two versions differ by what was changed
 * between them alone.
 *
 * @param mend what a caller can do when the catalogue does not understand the version any more
 * @throws NotFoundError, HttpProblem
 */
export async function readEarlier(
  tenant: string,
  system: string,
  version: number,
  mend?: string,
): Promise<Profile> {
  const [{ profile }, { declarations }] = await readAll(
    readVersion(table, tenant, system, version),
    readRegister(table, tenant, system),
  );
  return withDeclarations(stillValid(profile, mend), declarations);
}
