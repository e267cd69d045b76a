import type { SystemBaseline } from '../../engine/baseline.ts';
import type { Document } from '../../engine/document.ts';
import type { Policy } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Rules } from '../../engine/rules.ts';
import { reportOn, type SystemReport } from '../../engine/system-report.ts';

/** One system to evaluate. */
interface Subject {
  /** As it was named in the call. */
  file: string;
  profile: Profile;
  document: Document;
  /** What an earlier check said of it. */
  baseline: SystemBaseline | undefined;
}

/** Who evaluates systems, one after the other: this machine, or a deployed Jurismap. */
export interface Assessor {
  /** Whether it says itself, after each system, what it has done. */
  tells: boolean;
  assess(subject: Subject): SystemReport | Promise<SystemReport>;
  /** What there is to say once all are done, one line each. */
  remarks(): string[];
}

/** Evaluates on this machine. */
export function assessHere(rules: Rules, asOf: string, policy: Policy): Assessor {
  return {
    tells: false,
    assess: ({ profile, baseline }) =>
      reportOn(profile, rules.packs, rules.catalogue, asOf, policy, baseline),
    remarks: () => [],
  };
}
