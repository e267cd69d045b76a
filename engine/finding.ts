import * as z from 'zod';
import { MeasureResultSchema } from './measure.ts';
import { FORCES, RELATIONS, SEVERITIES } from './pack.ts';
import { ScoreResultSchema } from './score.ts';

/**
 * What a rule comes to. A class or permission `applies`, a prohibition is `prohibited` or `clear`, a duty is `met`,
 * `partial`, a `gap` or `waived`; `upcoming`, `not-applicable` and `undetermined` mean the same everywhere.
 */
export const OUTCOMES = [
  'prohibited',
  'clear',
  'applies',
  'met',
  'partial',
  'gap',
  'waived',
  'upcoming',
  'not-applicable',
  'undetermined',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** True where a rule applies today, whatever it comes to. */
export function isInForce(outcome: Outcome): boolean {
  switch (outcome) {
    case 'prohibited':
    case 'applies':
    case 'met':
    case 'partial':
    case 'gap':
    case 'waived':
      return true;
    case 'clear':
    case 'upcoming':
    case 'not-applicable':
    case 'undetermined':
      return false;
  }
}

/** Why a duty is a gap, or why a rule does not apply. */
export const REASONS = [
  'none-declared',
  'declared-absent',
  'planned',
  'expired',
  'wrong-subject',
  'reopened',
  'beyond-controls',
  'not-measured',
  'measured-too-long-ago',
  'out-of-bounds',
  'out-of-scope',
  'other-role',
  'condition-not-met',
  'exception',
  'not-in-time',
] as const;
export type Reason = (typeof REASONS)[number];

const FactValueSchema = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]);

/** One possible result of an undetermined rule. */
const PossibleSchema = z.strictObject({
  outcome: z.enum(OUTCOMES),
  /** The first day, where it is `upcoming`. */
  appliesFrom: z.string().nullable(),
});

/** One rule's result for one role. */
export const FindingSchema = z
  .strictObject({
    rule: z.string(),
    kind: z.enum(['class', 'prohibition', 'duty', 'permission']),
    title: z.string(),
    cite: z.string(),
    role: z.string().nullable(),
    outcome: z.enum(OUTCOMES),
    /** The first day the rule applies to this system, as far as the facts tell. */
    appliesFrom: z.string().nullable(),
    /** What an upcoming rule would come to if its day had come. */
    readiness: z.enum(OUTCOMES).nullable(),
    reason: z.enum(REASONS).nullable(),
    /** The exception that lifts the rule. */
    exception: z.strictObject({ id: z.string(), cite: z.string() }).nullable(),
    /** Why nobody enforces the rule today although it is law, or may be. */
    notEnforced: z.string().nullable(),
    /** The routes or transition rules (windows) the rule applies by. */
    routes: z.array(z.string()),
    /** The primary control of a duty. */
    control: z.string().nullable(),
    controls: z.array(z.string()),
    /** How the duty relates to its controls, all of them together. */
    relation: z.enum(RELATIONS).nullable(),
    /** What the duty asks that evidence for its controls does not show. */
    beyondControls: z.string().nullable(),
    severity: z.enum(SEVERITIES),
    force: z.enum(FORCES),
    penalty: z.string().nullable(),
    /** The smallest set of facts that settles an undetermined rule whatever their answers are. */
    missing: z.array(z.string()),
    /** What an undetermined rule can still come to. */
    possible: z.array(PossibleSchema),
    /** Facts that suffice for a determined result. */
    because: z.array(z.strictObject({ fact: z.string(), value: FactValueSchema })),
    /** Evidence and waiver keys the result rests on. */
    evidence: z.array(z.string()),
    /** Set when the rule was not compared with the official text. */
    unverified: z.string().nullable(),
    ruleDigest: z.string(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof FindingSchema>;

/** Which finding of which instrument something is about. */
export const SubjectSchema = FindingSchema.pick({
  rule: true,
  title: true,
  cite: true,
  role: true,
  kind: true,
  force: true,
}).extend({ pack: z.string(), instrument: z.string(), jurisdiction: z.string() });

/** Tells the findings of one assessment apart. */
export function keyOf({ rule, role }: Pick<Finding, 'rule' | 'role'>): string {
  return `${rule}@${role}`;
}

/** All findings of one system under one pack on one day, with the digests of the inputs. */
export const AssessmentSchema = z
  .strictObject({
    pack: z.string(),
    version: z.string(),
    title: z.string(),
    jurisdiction: z.string(),
    /** Digest of the inputs: profile, pack, catalogue, day, engine. Equal inputs give the same assessment. */
    digest: z.string(),
    packDigest: z.string(),
    profileDigest: z.string(),
    catalogueDigest: z.string(),
    engine: z.string(),
    asOf: z.string(),
    /** The pack's `verified` day. */
    verified: z.string(),
    applicability: z.enum(['in-scope', 'out-of-scope', 'undetermined']),
    /** Facts that would settle whether the instrument reaches the system. */
    scopeMissing: z.array(z.string()),
    /** The first later day on which a finding would differ with nothing else changing. */
    nextChangeAt: z.string().nullable(),
    findings: z.array(FindingSchema),
    /** What the questionnaires of the instrument come to; none where it does not reach the system. */
    scores: z.array(ScoreResultSchema),
    /** Statistics computed from the measurements the profile declares. Informative. */
    measures: z.array(MeasureResultSchema),
  })
  .meta({ id: 'Assessment' });
export type Assessment = z.infer<typeof AssessmentSchema>;
