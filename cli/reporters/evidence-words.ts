import { evidenceKeys, evidenceState, type RuleContent } from '../../engine/declared.ts';
import type { Finding } from '../../engine/finding.ts';
import type { Evidence, Profile } from '../../engine/profile.ts';

/** What is declared about one of the things that would show a duty. */
export interface Declaration {
  /** A control, or the rule itself as `pack/rule`. */
  key: string;
  evidence: Evidence | undefined;
  /** What it comes to; holds text of the profile. */
  words: string;
}

/**
 * What the profile declares about a duty: for the rule itself if there is such evidence, otherwise for each control.
 *
 * @param pack the id of the pack the finding is of
 */
export function declarationsFor(
  { rule, controls, ruleDigest }: Finding,
  pack: string,
  profile: Profile,
  asOf: string,
): Declaration[] {
  const own = `${pack}/${rule}`;
  const keys = evidenceKeys(own, controls, profile);
  return (keys.length > 0 ? keys : [own]).map((key) => {
    const evidence = Object.hasOwn(profile.evidence, key) ? profile.evidence[key] : undefined;
    return { key, evidence, words: wordsFor(evidence, profile, asOf, { id: own, digest: ruleDigest }) };
  });
}

/** What a piece of evidence comes to on a day, for a rule or by itself. */
export function wordsFor(
  evidence: Evidence | undefined,
  profile: Profile,
  asOf: string,
  rule?: RuleContent,
): string {
  const state = evidenceState(evidence, profile, asOf, rule);
  switch (state) {
    case 'met':
      return 'implemented';
    case 'partial':
      return 'implemented in part';
    case 'none-declared':
      return 'nothing declared';
    case 'planned':
      return 'only planned';
    case 'expired':
      return `expired after ${evidence?.expires}`;
    case 'reopened':
      return 'declared before the rule changed';
    case 'wrong-subject':
      return `about version ${evidence?.version}, not ${profile.system.version ?? 'a version the profile names'}`;
    default:
      return state.replaceAll('-', ' ');
  }
}
