import { randomUUID } from 'node:crypto';
import type { About } from '../../engine/about.ts';
import type { Policy } from '../../engine/policy.ts';
import type { Rules } from '../../engine/rules.ts';
import { CallError } from '../call-error.ts';
import type { Assessor } from '../check/assessor.ts';
import { tell } from '../complain.ts';
import { counted } from '../page.ts';
import { readProfiles } from '../read-profiles.ts';
import { aboutThis } from './about.ts';
import { deployed } from './deployed.ts';
import { type Gated, gateProfile } from './gate.ts';
import { otherPacks } from './other-packs.ts';
import type { Environment } from './token.ts';

/** How a deployed Jurismap is asked. */
export interface RemoteOptions {
  /** Its address. */
  api: string;
  /** The commit that is checked; what the pipeline or the work tree says when left out. */
  commit?: string | undefined;
  /** Seconds in which somebody who does not answer is asked again. */
  retryFor: number;
  /** Ids of packs; all that are deployed when left out. */
  packs: readonly string[] | undefined;
}

interface Judging {
  asOf: string;
  policy: Policy;
  /** Those of this command, with which it explains what it is told. */
  rules: Rules;
}

/**
 * Has a deployed Jurismap evaluate, which keeps the profiles and records each verdict. It is asked nothing unless every
 * file reads, and says after each system what it did.
 *
 * @throws InputError for files that do not read, CallError where the address, the commit or the way to a token is wrong
 */
export function assessThere(
  { api: address, commit, retryFor, packs }: RemoteOptions,
  files: readonly string[],
  { asOf, policy, rules }: Judging,
  environment: Environment,
): Assessor {
  const { api, patience } = deployed(address, retryFor, environment);
  const aboutFile = aboutThis(environment, commit);
  refuseTwins(files, rules);
  // A run of a pipeline is one session, however often its steps are repeated.
  const session = aboutFile(files[0] ?? '')?.run ?? randomUUID();
  const remarks = new Set<string>();
  return {
    tells: true,
    assess: async ({ file, profile, document: { locate }, baseline }) => {
      const about = aboutFile(file);
      const asked = { asOf, packs, policy, baseline, about };
      const { id } = profile.system;
      const onStored = (change: string, version: number): void =>
        tell(`${id}: ${change} as version ${version}`);
      const manner = { patience, session, onStored };
      const gated = await gateProfile(api, { profile, locate }, asked, manner);
      tell(`${id}: ${whatWasDone(gated, `${api.base}/v1/systems/${id}`, about)}`);
      for (const remark of otherPacks(gated.report, rules.packs)) remarks.add(remark);
      return gated.report;
    },
    remarks: () => [...remarks],
  };
}

/** A deployed Jurismap keeps one profile for each id: the second would take the place of the first. */
function refuseTwins(files: readonly string[], { catalogue }: Rules): void {
  const fileOf = new Map<string, string>();
  for (const [i, { system }] of readProfiles(files, catalogue).entries()) {
    const file = files[i] ?? '';
    const first = fileOf.get(system.id);
    if (first !== undefined) {
      throw new CallError(
        `${first} and ${file} are both about "${system.id}"`,
        'a deployed Jurismap keeps one profile for each id; give each system its own',
      );
    }
    fileOf.set(system.id, file);
  }
}

/** @param place where the system is */
function whatWasDone(
  { report, version, run, isRepeated }: Gated,
  place: string,
  about: About | undefined,
): string {
  const assessments = counted(report.assessments.length, 'assessment');
  const recorded = isRepeated ? 'had been recorded before' : 'recorded';
  const dirty = about?.dirty ? ', from which its file differs,' : '';
  const subject = about ? `commit ${about.commit}${dirty}` : 'no commit';
  const hint = about ? '' : ' (name it by --commit)';
  return `version ${version} gated; ${assessments} ${recorded} for ${subject} at ${place}/gate-runs/${run}${hint}`;
}
