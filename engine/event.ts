import * as z from 'zod';
import type { Day } from './day.ts';
import { dayAfter } from './day.ts';
import { type Assessment, type Finding, FindingSchema, keyOf, OUTCOMES } from './finding.ts';
import { type Deadline, DeadlineSchema, deadlineName } from './portfolio.ts';

/** Which inputs two assessments were made of that differ. */
export const CHANGED_INPUTS = ['profile', 'evidence', 'pack', 'time', 'engine'] as const;
export type ChangedInput = (typeof CHANGED_INPUTS)[number];

/** Days before a deadline on which it is told. */
export const HORIZONS = [90, 30, 7] as const;

/** An event tells of at most so many findings, which keeps it within what a bus takes; the assessments hold all of them. */
const MOST_FINDINGS = 100;

const SideSchema = z.strictObject({
  sequence: z.number().int(),
  /** Digest of the assessment's record. */
  record: z.string(),
  asOf: z.string(),
  packVersion: z.string(),
  counts: z.partialRecord(z.enum(OUTCOMES), z.number().int()),
});
export type Side = z.infer<typeof SideSchema>;

const FindingChangeSchema = FindingSchema.pick({ rule: true, role: true, title: true, cite: true }).extend({
  /** null where there is no such finding. */
  before: z.enum(OUTCOMES).nullable(),
  after: z.enum(OUTCOMES).nullable(),
  /** From which day, where it is upcoming. */
  appliesFrom: z.string().nullable(),
});

export const AssessmentChangeSchema = z.strictObject({
  pack: z.string(),
  instrument: z.string(),
  jurisdiction: z.string(),
  /** What differs between the inputs; of several, any may be the cause. */
  causes: z.array(z.enum(CHANGED_INPUTS)),
  /** null for the first assessment. */
  before: SideSchema.nullable(),
  /** null where the pack is in force no more. */
  after: SideSchema.nullable(),
  /** The findings that differ; none for a first or last assessment, where all do. */
  findings: z.array(FindingChangeSchema),
  /** How many more there are than are told. */
  further: z.number().int(),
});
export type AssessmentChange = z.infer<typeof AssessmentChangeSchema>;

const about = {
  /** Digest of everything else about it, equal for every repetition. */
  id: z.string(),
  /** Id of the event before. */
  previous: z.string().nullable(),
  /** Position among the events of the system, from 1. */
  sequence: z.number().int(),
  system: z.string(),
  name: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
};

const approaching = { ...DeadlineSchema.omit({ kind: true }).shape, daysLeft: z.number().int() };

/** What happened to a system that somebody may want to hear of. */
export const EventSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('AssessmentChanged'),
      ...about,
      changes: z.array(AssessmentChangeSchema),
    }),
    z.strictObject({ kind: z.literal('DeadlineApproaching'), ...about, ...approaching }),
    z.strictObject({ kind: z.literal('EvidenceExpiring'), ...about, ...approaching }),
    z.strictObject({ kind: z.literal('WaiverExpiring'), ...about, ...approaching }),
    z.strictObject({ kind: z.literal('SystemNotAssessable'), ...about }),
  ])
  .meta({ id: 'Event' });
export type Event = z.infer<typeof EventSchema>;

export const EVENT_KINDS = [
  'AssessmentChanged',
  'DeadlineApproaching',
  'EvidenceExpiring',
  'WaiverExpiring',
  'SystemNotAssessable',
] as const satisfies readonly Event['kind'][];

/** An event before it has a place among the others. */
export type News = Event extends infer E ? (E extends Event ? Omit<E, keyof typeof about> : never) : never;

/** Findings that came to something else, by rule and role. */
export function findingChanges(
  before: readonly Finding[],
  after: readonly Finding[],
): AssessmentChange['findings'] {
  const [old, now] = [byKey(before), byKey(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [from, to] = [old.get(key), now.get(key)];
    const shown = to ?? from;
    if (!shown || (from?.outcome === to?.outcome && from?.appliesFrom === to?.appliesFrom)) return [];
    const { rule, role, title, cite } = shown;
    const outcomes = { before: from?.outcome ?? null, after: to?.outcome ?? null };
    return [{ rule, role, title, cite, ...outcomes, appliesFrom: to?.appliesFrom ?? null }];
  });
}

/** The same changes with as many findings as an event tells of. */
export function shortened(changes: readonly AssessmentChange[]): AssessmentChange[] {
  let left = MOST_FINDINGS;
  return changes.map((change) => {
    const findings = change.findings.slice(0, left);
    left -= findings.length;
    return { ...change, findings, further: change.findings.length - findings.length };
  });
}

function byKey(findings: readonly Finding[]): Map<string, Finding> {
  return new Map(findings.map((finding) => [keyOf(finding), finding]));
}

/** What of two assessments' inputs differs. */
export function changedInputs(before: Inputs, after: Inputs): ChangedInput[] {
  const differs: Record<ChangedInput, boolean> = {
    profile: before.profileVersion !== after.profileVersion,
    evidence: before.declared !== after.declared,
    pack: before.packDigest !== after.packDigest || before.catalogueDigest !== after.catalogueDigest,
    time: before.asOf !== after.asOf,
    engine: before.engine !== after.engine,
  };
  return CHANGED_INPUTS.filter((input) => differs[input]);
}

/** What an assessment was made of. */
export interface Inputs extends Pick<Assessment, 'packDigest' | 'catalogueDigest' | 'asOf' | 'engine'> {
  profileVersion: number;
  declared: number;
}

/** How near deadlines were when they were told last, in days, by the name of the deadline. */
export type Told = Readonly<Record<string, number>>;

/**
 * The deadlines that have come nearer than they were when they were told last.
 *
 * @param told for earlier deadlines; those of which nothing is left are forgotten
 * @returns what to tell, what has been told then, and the first later day on which there is something to tell again
 */
export function nearing(
  deadlines: readonly Deadline[],
  told: Told,
  today: Day,
): { news: News[]; told: Told; next: Day | null } {
  const news: News[] = [];
  const telling: Record<string, number> = {};
  let next: Day | null = null;
  for (const deadline of deadlines) {
    const name = deadlineName(deadline);
    const before = Object.hasOwn(told, name) ? told[name] : undefined;
    const now = HORIZONS.findLast((days) => dayAfter(today, days) >= deadline.day);
    if (now !== undefined && (before === undefined || now < before)) news.push(nearingNews(deadline, today));
    const nearest = now ?? before;
    if (nearest !== undefined) telling[name] = Math.min(nearest, before ?? nearest);
    const following = HORIZONS.find((days) => days < (nearest ?? Number.POSITIVE_INFINITY));
    const day = following === undefined ? null : dayAfter(deadline.day, -following);
    if (day !== null && (next === null || day < next)) next = day;
  }
  return { news, told: telling, next };
}

function nearingNews({ kind, ...deadline }: Deadline, today: Day): News {
  const daysLeft = (Date.parse(deadline.day) - Date.parse(today)) / 86_400_000;
  switch (kind) {
    case 'starts':
      return { kind: 'DeadlineApproaching', ...deadline, daysLeft };
    case 'evidence-expires':
      return { kind: 'EvidenceExpiring', ...deadline, daysLeft };
    case 'waiver-expires':
      return { kind: 'WaiverExpiring', ...deadline, daysLeft };
  }
}
