import * as z from 'zod';
import type { Assessment, Finding } from './finding.ts';
import { IdSchema } from './id.ts';
import { FORCES, SEVERITIES } from './pack.ts';
import { isWithin, knownJurisdiction } from './places.ts';

/** Outcomes a policy may forbid. A prohibited practice fails under every policy, and has no place in one. */
export const FORBIDDABLE = ['gap', 'partial', 'upcoming', 'waived'] as const;
export type Forbiddable = (typeof FORBIDDABLE)[number];

const several = <T extends z.ZodType>(one: T) => z.array(one).min(1).max(100).optional();

/** What fails: findings for which every part that is given holds. */
const ClauseSchema = z.strictObject({
  /** A gap and what is partly met, when left out. `upcoming` means a duty to come that is not shown, or a coming prohibition. */
  outcome: several(z.enum(FORBIDDABLE)),
  /** At least this grave. */
  severity: z.enum(SEVERITIES).optional(),
  /** Binding law only, when left out. */
  force: several(z.enum(FORCES)),
  /** One of these controls. */
  control: several(IdSchema),
  /** Law of one of these places, or of a place within. */
  jurisdiction: several(
    z.string().refine(knownJurisdiction, {
      error: 'is neither a place, such as EU, DE, US-CO or US-NY-NYC, nor "international"',
    }),
  ),
  /** One of these packs. */
  pack: several(IdSchema),
});
export type Clause = z.infer<typeof ClauseSchema>;

/** What stops a deployment. A prohibited practice always does. */
export const PolicySchema = z
  .strictObject({
    /** What fails, clause by clause; none means that only prohibited practices do. */
    failOn: z.array(ClauseSchema).max(100).default([{}]),
    /** Whether to pass when nothing is worse than undetermined. */
    allowUndetermined: z.boolean().default(false),
    /** Whether it is a failure that no binding instrument is known to reach a system. */
    requireScope: z.boolean().default(false),
  })
  .meta({ id: 'Policy' });
export type Policy = z.infer<typeof PolicySchema>;

/** Every gap in binding law fails, and so does what is undetermined. */
export const DEFAULT_POLICY: Policy = PolicySchema.parse({});

const ALWAYS: readonly Forbiddable[] = ['gap', 'partial'];

/** True where a clause forbids what a finding comes to. */
export function forbids(clause: Clause, finding: Finding, assessment: Assessment): boolean {
  const outcome = shortfallOf(finding);
  return (
    outcome !== undefined &&
    (clause.outcome ?? ALWAYS).includes(outcome) &&
    concerns(clause, finding, assessment)
  );
}

/** True where a clause could forbid a finding, whatever it comes to. */
export function concerns(clause: Clause, finding: Finding, { pack, jurisdiction }: Assessment): boolean {
  const { severity, force = ['binding'], control } = clause;
  return (
    finding.kind !== 'permission' &&
    finding.notEnforced === null &&
    force.includes(finding.force) &&
    (severity === undefined || SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(severity)) &&
    (control === undefined || control.some((one) => finding.controls.includes(one))) &&
    (clause.pack === undefined || clause.pack.includes(pack)) &&
    (clause.jurisdiction === undefined || clause.jurisdiction.some((place) => isWithin(jurisdiction, place)))
  );
}

/** What a finding lacks, in the words of a policy; undefined where it lacks nothing. */
function shortfallOf({ kind, outcome, readiness }: Finding): Forbiddable | undefined {
  switch (outcome) {
    case 'gap':
    case 'partial':
    case 'waived':
      return outcome;
    case 'prohibited':
      // Binding prohibitions fail by themselves; one that is merely advised against is like a gap.
      return 'gap';
    case 'upcoming':
      return kind === 'prohibition' || readiness === 'gap' || readiness === 'partial'
        ? 'upcoming'
        : undefined;
    case 'applies':
    case 'clear':
    case 'met':
    case 'not-applicable':
    case 'undetermined':
      return undefined;
  }
}
