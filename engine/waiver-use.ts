import * as z from 'zod';
import type { Day } from './day.ts';
import type { Assessment, Finding } from './finding.ts';
import { suggest } from './problem.ts';
import { type Waiver, WaiverSchema } from './profile.ts';

/** What became of a waiver. Only one that `counts` does anything; all others are told, so that none is silently void. */
export const WaiverUseSchema = z
  .strictObject({
    rule: WaiverSchema.shape.rule,
    approver: WaiverSchema.shape.approver,
    expires: WaiverSchema.shape.expires,
    /**
     * `lapsed`: its last day is over. `reopened`: it was given for another content of the rule. `unmatched`: there is
     * nothing it could waive.
     */
    state: z.enum(['counts', 'lapsed', 'reopened', 'unmatched']),
    /** Why it does not count. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'WaiverUse' });
export type WaiverUse = z.infer<typeof WaiverUseSchema>;

/** What became of each waiver of a system on a day, in their order. */
export function waiverUses(
  waivers: readonly Waiver[],
  assessments: readonly Assessment[],
  asOf: Day,
): WaiverUse[] {
  return waivers.map((waiver) => {
    const { rule, approver, expires } = waiver;
    return { rule, approver, expires, ...useOf(waiver, assessments, asOf) };
  });
}

/**
 * The waivers on which a finding rests, as positions in the list of the profile: of several for one rule, some can have
 * lapsed.
 *
 * @param uses what became of each waiver of the profile, in their order
 */
export function waiversBehind({ evidence }: Pick<Finding, 'evidence'>, uses: readonly WaiverUse[]): number[] {
  return uses.flatMap(({ rule, state }, i) => (state === 'counts' && evidence.includes(rule) ? [i] : []));
}

function useOf(
  { rule: name, expires, ruleDigest }: Waiver,
  assessments: readonly Assessment[],
  asOf: Day,
): Pick<WaiverUse, 'state' | 'reason'> {
  if (expires < asOf) return { state: 'lapsed', reason: `it lapsed after ${expires}` };
  const [pack = '', rule = ''] = name.split('/');
  const assessment = assessments.find((candidate) => candidate.pack === pack);
  if (!assessment) {
    const near = suggest(
      pack,
      assessments.map((candidate) => candidate.pack),
    );
    return unmatched(`no pack "${pack}" was evaluated`, near);
  }
  const findings = assessment.findings.filter((finding) => finding.rule === rule);
  const [first] = findings;
  if (!first) {
    const near = suggest(
      rule,
      assessment.findings.map((finding) => finding.rule),
    );
    return unmatched(`${pack} has no rule "${rule}"`, near);
  }
  if (first.kind !== 'duty') return unmatched(`only duties can be waived, and this is a ${first.kind}`);
  if (ruleDigest !== undefined && ruleDigest !== first.ruleDigest) {
    return { state: 'reopened', reason: 'the content of the rule has changed since it was given' };
  }
  if (findings.some(isWaived)) return { state: 'counts', reason: null };
  const outcomes = [...new Set(findings.map(({ outcome }) => outcome.replaceAll('-', ' ')))];
  return unmatched(`there is nothing to waive: the duty is ${outcomes.join(' and ')}`);
}

function isWaived({ outcome, readiness }: Finding): boolean {
  return outcome === 'waived' || readiness === 'waived';
}

function unmatched(reason: string, hint?: string): Pick<WaiverUse, 'state' | 'reason'> {
  return { state: 'unmatched', reason: hint === undefined ? reason : `${reason} (${hint})` };
}
