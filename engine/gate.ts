import * as z from 'zod';
import type { Assessment, Finding } from './finding.ts';

export const GateSchema = z
  .strictObject({
    /** The worst of the findings that count: a prohibition, then a gap, then what is undetermined. */
    result: z.enum(['pass', 'gap', 'undetermined', 'prohibited']),
    counts: z.strictObject({
      prohibited: z.number(),
      gap: z.number(),
      undetermined: z.number(),
      upcoming: z.number(),
    }),
    /** Packs whose instrument reaches the system, or may. Empty means nothing was in scope, which is no pass in substance. */
    inScope: z.array(z.string()),
    reason: z.string(),
  })
  .meta({ id: 'Gate' });
export type Gate = z.infer<typeof GateSchema>;

/** True for a finding that can stop a deployment: binding law that is enforced, and no mere relief or classification. */
export function counts(finding: Finding): boolean {
  return finding.force === 'binding' && finding.kind !== 'permission' && finding.notEnforced === null;
}

/**
 * The verdict over all assessments of a system under the default policy: prohibited practices, then gaps in binding
 * duties, then anything undetermined. Advisory findings and permissions never count; an upcoming duty does not yet.
 */
export function gate(assessments: readonly Assessment[]): Gate {
  const findings = assessments.flatMap((assessment) => assessment.findings).filter(counts);
  const number = (...outcomes: Finding['outcome'][]): number =>
    findings.filter((finding) => outcomes.includes(finding.outcome)).length;
  const tally = {
    prohibited: number('prohibited'),
    gap: number('gap', 'partial'),
    undetermined: number('undetermined'),
    upcoming: number('upcoming'),
  };
  const reaching = assessments.filter(({ applicability }) => applicability !== 'out-of-scope');
  const inScope = [...new Set(reaching.map(({ pack }) => pack))];
  const result = tally.prohibited
    ? 'prohibited'
    : tally.gap
      ? 'gap'
      : tally.undetermined
        ? 'undetermined'
        : 'pass';
  return { result, counts: tally, inScope, reason: reasonFor(result, tally, inScope) };
}

function reasonFor(result: Gate['result'], tally: Gate['counts'], inScope: readonly string[]): string {
  switch (result) {
    case 'prohibited':
      return `${tally.prohibited} prohibited ${plural(tally.prohibited, 'practice')}`;
    case 'gap':
      return `${tally.gap} ${plural(tally.gap, 'duty', 'duties')} not shown to be met`;
    case 'undetermined':
      return `${tally.undetermined} ${plural(tally.undetermined, 'finding')} cannot be settled from the facts given`;
    case 'pass':
      return inScope.length === 0
        ? 'nothing is in scope of the packs evaluated, which says nothing about other laws'
        : 'no gap, no prohibited practice and nothing undetermined today';
  }
}

function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}
