import type { Day } from './day.ts';
import type { Outcome, Reason } from './finding.ts';
import { lacking, type MeasuredReason } from './measured.ts';
import type { Pack, Rule } from './pack.ts';
import type { Evidence, Profile } from './profile.ts';

/** How far what the organisation declares satisfies a duty that is due. */
export interface Declared {
  outcome: Extract<Outcome, 'met' | 'partial' | 'gap' | 'waived'>;
  reason: Reason | null;
  /** Keys of the evidence and waivers it rests on. */
  evidence: readonly string[];
}

/**
 * What evidence and waivers come to for a duty on a day. The burden of proof is the organisation's: nothing declared is
 * a gap. Every control of the duty must be shown, and where the duty asks for more than its controls, they show part of
 * it only. Evidence for the rule itself goes before evidence for its controls. What a duty asks to be measured has to be
 * measured beside.
 */
export function declaredFor(rule: Rule, pack: Pack, profile: Profile, day: Day): Declared {
  const shown = measuredToo(evidenceFor(rule, pack, profile, day), lacking(rule.measured, profile, day));
  if (shown.outcome === 'met') return shown;
  const id = `${pack.id}/${rule.id}`;
  const waived = profile.waivers.some(
    (waiver) =>
      waiver.rule === id &&
      waiver.expires >= day &&
      (waiver.ruleDigest === undefined || waiver.ruleDigest === rule.digest),
  );
  return waived ? { outcome: 'waived', reason: null, evidence: [id] } : shown;
}

/** Evidence shows part of a duty only while something is not measured, and nothing when what was measured shows a breach. */
function measuredToo(byEvidence: Declared, reason: MeasuredReason | null): Declared {
  if (reason === null) return byEvidence;
  if (reason === 'out-of-bounds') return { ...byEvidence, outcome: 'gap', reason };
  const isOtherwiseShown = byEvidence.outcome === 'met' || byEvidence.reason === 'beyond-controls';
  return isOtherwiseShown ? { ...byEvidence, outcome: 'partial', reason } : byEvidence;
}

function evidenceFor(rule: Rule, pack: Pack, profile: Profile, day: Day): Declared {
  const own = `${pack.id}/${rule.id}`;
  const keys = evidenceKeys(own, rule.controls, profile);
  const declared = keys.map((key) => ({
    key,
    state: evidenceState(
      Object.hasOwn(profile.evidence, key) ? profile.evidence[key] : undefined,
      profile,
      day,
      { id: own, digest: rule.digest },
    ),
  }));
  const evidence = declared.filter(({ state }) => state !== 'none-declared').map(({ key }) => key);
  const states = declared.map(({ state }) => state);
  if (states.length > 0 && states.every((state) => state === 'met')) {
    const isEnough = keys.includes(own) || rule.missing === undefined;
    return isEnough
      ? { outcome: 'met', reason: null, evidence }
      : { outcome: 'partial', reason: 'beyond-controls', evidence };
  }
  if (states.some((state) => state === 'met' || state === 'partial')) {
    return { outcome: 'partial', reason: states.find(isReason) ?? null, evidence };
  }
  return { outcome: 'gap', reason: states.find(isReason) ?? 'none-declared', evidence };
}

/**
 * Where evidence for a duty is looked for: under the rule itself where there is some, otherwise under each of its controls.
 *
 * @param own the rule as `pack/rule`
 */
export function evidenceKeys(
  own: string,
  controls: readonly string[],
  { evidence }: Profile,
): readonly string[] {
  return Object.hasOwn(evidence, own) ? [own] : controls;
}

type State = 'met' | 'partial' | Reason;

function isReason(state: State): state is Reason {
  return state !== 'met' && state !== 'partial';
}

/** A rule as `pack/rule`, and the digest of its content. */
export interface RuleContent {
  id: string;
  digest: string;
}

/**
 * What one piece of evidence comes to: it counts for the version and the content of the rule it is about, until it
 * expires.
 *
 * @param rule the rule it is to show; undefined where it is looked at by itself
 */
export function evidenceState(
  evidence: Evidence | undefined,
  profile: Profile,
  day: Day,
  rule?: RuleContent,
): State {
  if (!evidence) return 'none-declared';
  if (evidence.status === 'absent') return 'declared-absent';
  if (evidence.status === 'planned') return 'planned';
  if (evidence.version !== undefined && evidence.version !== profile.system.version) return 'wrong-subject';
  if (evidence.expires !== undefined && evidence.expires < day) return 'expired';
  if (rule && isReopened(evidence, rule)) return 'reopened';
  return evidence.status === 'partial' ? 'partial' : 'met';
}

/** Whether the content of a rule has changed since evidence was declared for it. */
export function isReopened({ ruleDigests = {} }: Evidence, { id, digest }: RuleContent): boolean {
  const declared = Object.hasOwn(ruleDigests, id) ? ruleDigests[id] : undefined;
  return declared !== undefined && !digest.startsWith(declared);
}
