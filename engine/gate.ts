import * as z from 'zod';
import { isKnown, type SystemBaseline } from './baseline.ts';
import type { Assessment, Finding } from './finding.ts';
import { concerns, DEFAULT_POLICY, forbids, type Policy } from './policy.ts';

export const GateSchema = z
  .strictObject({
    /**
     * The worst of what counts: a prohibited practice, then a gap the policy forbids, then what is undetermined, then that
     * nothing is in scope where the policy requires something.
     */
    result: z.enum(['pass', 'gap', 'undetermined', 'nothing-in-scope', 'prohibited']),
    /** What `jurismap check` ends with: 0 lets a deployment pass. */
    exitCode: z.union([z.literal(0), z.literal(1), z.literal(3), z.literal(4)]),
    counts: z.strictObject({
      prohibited: z.number(),
      gap: z.number(),
      undetermined: z.number(),
      /** Failures the baseline had already; they do not count. */
      known: z.number(),
      /** Gaps in binding law, and what is undetermined of it, that the policy lets pass. */
      tolerated: z.number(),
      upcoming: z.number(),
      waived: z.number(),
    }),
    /** Packs of binding law that reach the system, as far as is known. Empty is no pass in substance. */
    inScope: z.array(z.string()),
    reason: z.string(),
  })
  .meta({ id: 'Gate' });
export type Gate = z.infer<typeof GateSchema>;

/** A finding that stops a deployment, or would if the baseline did not have it already (`known`). */
export interface Failure {
  failure: 'prohibited' | 'gap' | 'undetermined' | 'known';
  finding: Finding;
  assessment: Assessment;
}

/** True for a finding that can stop a deployment: binding law that is enforced, and no mere relief or classification. */
export function counts(finding: Finding): boolean {
  return finding.force === 'binding' && finding.kind !== 'permission' && finding.notEnforced === null;
}

/**
 * Everything that a policy does not let pass, in the order of the assessments.
 *
 * @param baseline what an earlier check said of the system; only what got worse since then fails. A prohibited practice
 *   fails whatever was known before.
 */
export function failures(
  assessments: readonly Assessment[],
  policy: Policy,
  baseline: SystemBaseline | undefined,
): Failure[] {
  return assessments.flatMap((assessment) =>
    assessment.findings.flatMap((finding) => {
      const failure = failureOf(finding, assessment, policy);
      if (failure === undefined) return [];
      const isAccepted =
        failure !== 'prohibited' && baseline !== undefined && isKnown(finding, assessment.pack, baseline);
      return [{ failure: isAccepted ? ('known' as const) : failure, finding, assessment }];
    }),
  );
}

function failureOf(
  finding: Finding,
  assessment: Assessment,
  { failOn }: Policy,
): Exclude<Failure['failure'], 'known'> | undefined {
  if (finding.outcome === 'prohibited' && counts(finding)) return 'prohibited';
  if (finding.outcome !== 'undetermined') {
    return failOn.some((clause) => forbids(clause, finding, assessment)) ? 'gap' : undefined;
  }
  const mayFail =
    (finding.kind === 'prohibition' && counts(finding)) ||
    failOn.some((clause) => concerns(clause, finding, assessment));
  return mayFail ? 'undetermined' : undefined;
}

/** The verdict over all assessments of one system. */
export function gate(
  assessments: readonly Assessment[],
  policy: Policy = DEFAULT_POLICY,
  baseline?: SystemBaseline,
): Gate {
  const failed = failures(assessments, policy, baseline);
  const failing = (failure: Failure['failure']): number =>
    failed.filter((one) => one.failure === failure).length;
  const seen = new Set(failed.map(({ finding }) => finding));
  const counting = assessments.flatMap(({ findings }) => findings.filter(counts));
  const ending = (outcome: Finding['outcome']): number =>
    counting.filter((finding) => finding.outcome === outcome).length;
  const tally = {
    prohibited: failing('prohibited'),
    gap: failing('gap'),
    undetermined: failing('undetermined'),
    known: failing('known'),
    tolerated: counting.filter((finding) => isShort(finding) && !seen.has(finding)).length,
    upcoming: ending('upcoming'),
    waived: ending('waived'),
  };
  const inScope = assessments
    .filter(({ applicability, findings }) => applicability === 'in-scope' && findings.some(counts))
    .map(({ pack }) => pack);
  return verdict(tally, inScope, inScope.length === 0 ? 1 : 0, policy);
}

/** The verdict over several systems: as bad as the worst of them. */
export function gateOver(gates: readonly Gate[], policy: Policy): Gate {
  const tally: Gate['counts'] = {
    prohibited: 0,
    gap: 0,
    undetermined: 0,
    known: 0,
    tolerated: 0,
    upcoming: 0,
    waived: 0,
  };
  for (const { counts } of gates) {
    tally.prohibited += counts.prohibited;
    tally.gap += counts.gap;
    tally.undetermined += counts.undetermined;
    tally.known += counts.known;
    tally.tolerated += counts.tolerated;
    tally.upcoming += counts.upcoming;
    tally.waived += counts.waived;
  }
  const inScope = [...new Set(gates.flatMap((one) => one.inScope))];
  return verdict(tally, inScope, gates.filter((one) => one.inScope.length === 0).length, policy);
}

/** @param unreached how many systems no binding instrument is known to reach */
function verdict(
  tally: Gate['counts'],
  inScope: string[],
  unreached: number,
  { allowUndetermined, requireScope }: Policy,
): Gate {
  const result = resultOf(tally, unreached > 0 && requireScope, allowUndetermined);
  const exitCode = result === 'undetermined' && allowUndetermined ? 0 : EXIT_CODES[result];
  const accepted = result === 'undetermined' && exitCode === 0 ? ', which the policy accepts' : '';
  const reason = `${reasonFor(result, tally, inScope, unreached)}${accepted}${passedOver(tally)}`;
  return { result, exitCode, counts: tally, inScope, reason };
}

const EXIT_CODES = { pass: 0, gap: 1, 'nothing-in-scope': 1, undetermined: 3, prohibited: 4 } as const;

function resultOf(tally: Gate['counts'], lacksScope: boolean, allowUndetermined: boolean): Gate['result'] {
  if (tally.prohibited > 0) return 'prohibited';
  if (tally.gap > 0) return 'gap';
  if (tally.undetermined > 0 && !allowUndetermined) return 'undetermined';
  if (lacksScope) return 'nothing-in-scope';
  return tally.undetermined > 0 ? 'undetermined' : 'pass';
}

function reasonFor(
  result: Gate['result'],
  tally: Gate['counts'],
  inScope: readonly string[],
  unreached: number,
): string {
  switch (result) {
    case 'prohibited':
      return `${tally.prohibited} prohibited ${plural(tally.prohibited, 'practice')}`;
    case 'gap':
      return `${tally.gap} ${plural(tally.gap, 'duty', 'duties')} not shown to be met`;
    case 'undetermined':
      return `${tally.undetermined} ${plural(tally.undetermined, 'finding')} cannot be settled from the facts given`;
    case 'nothing-in-scope':
      return `no binding law of the packs evaluated is known to reach ${unreached} ${plural(unreached, 'system')}, and the policy requires some`;
    case 'pass':
      if (inScope.length === 0)
        return 'nothing is in scope of the packs evaluated, which says nothing about other laws';
      return [
        tally.known + tally.tolerated + tally.waived > 0
          ? 'nothing that the policy forbids'
          : 'no gap, no prohibited practice and nothing undetermined today',
        ...(tally.waived > 0 ? [`${tally.waived} waived`] : []),
        ...(unreached > 0 ? [`nothing is in scope for ${unreached} ${plural(unreached, 'system')}`] : []),
      ].join('; ');
  }
}

/** What is not in order and yet does not fail, so that nobody takes a pass for more than it is. */
function passedOver({ known, tolerated }: Gate['counts']): string {
  const parts = [
    known > 0 && `${known} known from the baseline`,
    tolerated > 0 && `${tolerated} short of the law but let pass by the policy`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? `; ${parts.join(', ')}` : '';
}

/** True for a finding that is short of what a rule asks, or may be. */
export function isShort({ outcome }: Finding): boolean {
  return outcome === 'gap' || outcome === 'partial' || outcome === 'undetermined';
}

function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}
