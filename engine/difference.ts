import * as z from 'zod';
import type { Day } from './day.ts';
import { digestOf } from './digest.ts';
import { evaluate } from './evaluate.ts';
import type { Catalogue } from './facts.ts';
import { type Assessment, type Finding, FindingSchema, keyOf, SubjectSchema } from './finding.ts';
import type { Pack } from './pack.ts';
import type { Profile } from './profile.ts';

/** What is evaluated: a profile, under packs, on a day. */
export interface Situation {
  profile: Profile;
  packs: readonly Pack[];
  asOf: Day;
}

/** Why two assessments differ: facts or measurements, the content of a pack, the day, or evidence and waivers. */
const CAUSES = ['profile', 'evidence', 'pack', 'time'] as const;
type Cause = (typeof CAUSES)[number];

const StateSchema = FindingSchema.pick({
  outcome: true,
  appliesFrom: true,
  reason: true,
  missing: true,
  possible: true,
  notEnforced: true,
});

const DifferenceSchema = SubjectSchema.extend({
  /** null where the rule, or the whole pack, was not there. */
  before: StateSchema.nullable(),
  after: StateSchema.nullable(),
  /** What changed the finding, in the order in which the changes are made one after the other. */
  causes: z.array(z.enum(CAUSES)),
});
export type Difference = z.infer<typeof DifferenceSchema>;

/** Every finding that differs between two situations of one system, with its cause. */
export const DifferencesSchema = z
  .strictObject({
    before: z.strictObject({ asOf: z.string(), packs: z.array(z.string()) }),
    after: z.strictObject({ asOf: z.string(), packs: z.array(z.string()) }),
    /** What was changed at all. */
    changed: z.array(z.enum(CAUSES)),
    differences: z.array(DifferenceSchema),
    /** How many findings are the same. */
    unchanged: z.number(),
  })
  .meta({ id: 'Differences' });
export type Differences = z.infer<typeof DifferencesSchema>;

/**
 * Compares two situations. One thing after the other is changed from before to after: the facts, the evidence, the packs,
 * the day. What a finding does at each step names its cause; a finding that ends as it began is not told.
 */
export function differences(before: Situation, after: Situation, catalogue: Catalogue): Differences {
  const steps = stepsBetween(before, after);
  const ids = new Set([...before.packs, ...after.packs].map(({ id }) => id));
  const compared = [...ids].map((id) => compare(id, before, steps, catalogue));
  return {
    before: { asOf: before.asOf, packs: before.packs.map(nameOf) },
    after: { asOf: after.asOf, packs: after.packs.map(nameOf) },
    changed: steps.map(({ cause }) => cause),
    differences: compared.flatMap((pack) => pack.differences),
    unchanged: compared.reduce((sum, pack) => sum + pack.unchanged, 0),
  };
}

function nameOf({ id, version }: Pack): string {
  return `${id} ${version}`;
}

interface Step {
  cause: Cause;
  situation: Situation;
}

function stepsBetween(before: Situation, after: Situation): Step[] {
  const { evidence, waivers, ...described } = after.profile;
  const facts = { ...before.profile, ...described };
  const steps: Step[] = [
    { cause: 'profile', situation: { ...before, profile: facts } },
    { cause: 'evidence', situation: { ...before, profile: { ...facts, evidence, waivers } } },
    { cause: 'pack', situation: { ...before, profile: after.profile, packs: after.packs } },
    { cause: 'time', situation: after },
  ];
  return steps.filter(
    ({ situation }, i) => digestFor(situation) !== digestFor(steps[i - 1]?.situation ?? before),
  );
}

function digestFor({ profile, packs, asOf }: Situation): string {
  return digestOf([profile, packs.map(({ digest }) => digest), asOf]);
}

/** A pack's findings by rule and role; none where the pack is not evaluated. */
type Findings = ReadonlyMap<string, { assessment: Assessment; finding: Finding }>;

function findingsOf(id: string, { profile, packs, asOf }: Situation, catalogue: Catalogue): Findings {
  const pack = packs.find((candidate) => candidate.id === id);
  if (!pack) return new Map();
  const assessment = evaluate(profile, pack, catalogue, asOf);
  return new Map(assessment.findings.map((finding) => [keyOf(finding), { assessment, finding }]));
}

function compare(
  id: string,
  before: Situation,
  steps: readonly Step[],
  catalogue: Catalogue,
): { differences: Difference[]; unchanged: number } {
  const stages = [before, ...steps.map(({ situation }) => situation)].map((situation) =>
    findingsOf(id, situation, catalogue),
  );
  const first = stages[0] ?? new Map();
  const last = stages.at(-1) ?? first;
  const keys = [...new Set([...first.keys(), ...last.keys()])];
  const found = keys.flatMap((key) => {
    const states = stages.map((findings) => stateOf(findings.get(key)?.finding));
    const shown = last.get(key) ?? first.get(key);
    if (!shown || same(states[0], states.at(-1))) return [];
    const causes = steps.flatMap(({ cause }, i) => (same(states[i], states[i + 1]) ? [] : [cause]));
    return [differenceOf(shown.assessment, shown.finding, states[0] ?? null, states.at(-1) ?? null, causes)];
  });
  return { differences: found, unchanged: keys.length - found.length };
}

function differenceOf(
  { pack, title: instrument, jurisdiction }: Assessment,
  { rule, title, cite, role, kind, force }: Finding,
  before: Difference['before'],
  after: Difference['after'],
  causes: Cause[],
): Difference {
  return { rule, title, cite, role, kind, force, pack, instrument, jurisdiction, before, after, causes };
}

function stateOf(finding: Finding | undefined): Difference['before'] {
  if (!finding) return null;
  const { outcome, appliesFrom, reason, missing, possible, notEnforced } = finding;
  return { outcome, appliesFrom, reason, missing, possible, notEnforced };
}

function same(a: Difference['before'] | undefined, b: Difference['before'] | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
