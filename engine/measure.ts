import * as z from 'zod';
import type { Facts } from './facts.ts';
import type { MeasuredGroup, MeasuredTable, Measurement } from './measurement.ts';
import type { Measure, Pack } from './pack.ts';
import type { Profile } from './profile.ts';

const MeasuredGroupResultSchema = z.strictObject({
  of: z.array(z.string()),
  assessed: z.number(),
  /** How many were selected, or scored above the median. */
  counted: z.number(),
  /** The group's share of the people in the table. */
  share: z.number().nullable(),
  rate: z.number().nullable(),
  /** The rate divided by the highest rate of the table; null where it is not computable or the group is left out. */
  ratio: z.number().nullable(),
  state: z.enum(['computed', 'excluded', 'not-computable']),
  /** True where the ratio is below the mark the measure sets. */
  flagged: z.boolean(),
  note: z.string().nullable(),
});

/** A measure computed from one measurement. Informative: what follows from it is for rules to say. */
export const MeasureResultSchema = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    cite: z.string(),
    measurement: z.string(),
    collected: z.string(),
    tables: z.array(
      z.strictObject({
        by: z.array(z.string()),
        unknown: z.number(),
        /** The median score, where it or the scores were given. */
        median: z.number().nullable(),
        /** The group with the highest rate, to which the others are compared. */
        reference: z.array(z.string()).nullable(),
        groups: z.array(MeasuredGroupResultSchema),
        /** Categories the law names that the table lacks. */
        absent: z.array(z.string()),
      }),
    ),
    /** Tables the law asks for that the measurement lacks. */
    absentTables: z.array(z.array(z.string())),
  })
  .meta({ id: 'MeasureResult' });
export type MeasureResult = z.infer<typeof MeasureResultSchema>;
type TableResult = MeasureResult['tables'][number];
export type MeasuredGroupResult = z.infer<typeof MeasuredGroupResultSchema>;

/** Every measure of a pack for which the profile declares a measurement with at least one of its tables. */
export function measuresOf(pack: Pack, { measurements }: Pick<Profile, 'measurements'>): MeasureResult[] {
  return pack.measures.flatMap((measure) =>
    Object.entries(measurements).flatMap(([id, measurement]) => measureFrom(measure, id, measurement) ?? []),
  );
}

/**
 * The profile's facts, with those that measures of the pack supply: a number counted goes before a number stated.
 *
 * @returns the same object when nothing is supplied
 */
export function factsWithMeasures(pack: Pack, profile: Profile): Facts {
  const supplied: Record<string, number> = {};
  for (const { id, supplies } of pack.measures) {
    if (supplies === undefined) continue;
    const ratios = measuresOf(pack, profile)
      .filter((result) => result.id === id)
      .flatMap(({ tables }) => tables.flatMap(({ groups }) => groups.flatMap(({ ratio }) => ratio ?? [])));
    if (ratios.length > 0) supplied[supplies] = Math.min(supplied[supplies] ?? 1, ...ratios);
  }
  return Object.keys(supplied).length === 0 ? profile.facts : { ...profile.facts, ...supplied };
}

function measureFrom(measure: Measure, id: string, measurement: Measurement): MeasureResult | undefined {
  if (measurement.rate !== measure.rate) return undefined;
  const wanted = measure.tables.map((by) => by.join());
  const tables = measurement.tables.filter(({ by }) => wanted.includes(by.join()));
  if (tables.length === 0) return undefined;
  const given = new Set(tables.map(({ by }) => by.join()));
  return {
    id: measure.id,
    title: measure.title,
    cite: measure.cite,
    measurement: id,
    collected: measurement.collected,
    tables: tables.map((table) => tableFrom(measure, table)),
    absentTables: measure.tables.filter((by) => !given.has(by.join())).map((by) => [...by]),
  };
}

interface Counted {
  group: MeasuredGroup;
  assessed: number;
  counted: number;
}

function tableFrom(measure: Measure, table: MeasuredTable): TableResult {
  const median = table.median ?? medianOf(table.groups.flatMap(({ scores }) => scores ?? []));
  const groups = table.groups.map((group) => count(group, median));
  const people = groups.reduce((sum, { assessed }) => sum + assessed, 0);
  const isOut = ({ group, assessed }: Counted): boolean => isExcluded(measure, group, assessed, people);
  const [reference] = groups
    .filter((one) => one.assessed > 0 && !isOut(one))
    .sort((a, b) => b.counted * a.assessed - a.counted * b.assessed);
  return {
    by: [...table.by],
    unknown: table.unknown ?? 0,
    median,
    reference: reference && reference.counted > 0 ? [...reference.group.of] : null,
    groups: groups.map((one) => groupFrom(measure, one, reference, people, isOut(one))),
    absent: absentFrom(measure, table),
  };
}

function count(
  { scores, assessed, selected, above, ...group }: MeasuredGroup,
  median: number | null,
): Counted {
  return {
    group,
    assessed: scores?.length ?? assessed ?? 0,
    counted: scores
      ? scores.filter((score) => median !== null && score > median).length
      : (selected ?? above ?? 0),
  };
}

/** The middle of all scores, or the mean of the two in the middle; null without scores. */
function medianOf(scores: readonly number[]): number | null {
  const sorted = [...scores].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** Whether a group is left out of the ratios: always when it is small, or at the auditor's choice. */
function isExcluded(
  { smallGroups }: Measure,
  { exclude }: MeasuredGroup,
  assessed: number,
  people: number,
): boolean {
  if (!smallGroups || assessed >= smallGroups.below * people) return false;
  return smallGroups.effect === 'no-determination' || exclude === true;
}

function groupFrom(
  { flagBelow, smallGroups }: Measure,
  { group, assessed, counted }: Counted,
  reference: Counted | undefined,
  people: number,
  excluded: boolean,
): MeasuredGroupResult {
  const highest = reference && reference.counted > 0 ? reference : undefined;
  // Products of whole numbers first, one division last: exact up to the rounding of that division.
  const ratio =
    excluded || assessed === 0 || !highest
      ? null
      : (counted * highest.assessed) / (assessed * highest.counted);
  return {
    of: [...group.of],
    assessed,
    counted,
    share: people === 0 ? null : assessed / people,
    rate: assessed === 0 ? null : counted / assessed,
    ratio,
    state: excluded ? 'excluded' : ratio === null ? 'not-computable' : 'computed',
    flagged: ratio !== null && flagBelow !== undefined && ratio < flagBelow.ratio,
    note: noteOn(group, excluded, smallGroups),
  };
}

function noteOn(
  { exclude }: MeasuredGroup,
  excluded: boolean,
  smallGroups: Measure['smallGroups'],
): string | null {
  if (excluded)
    return `below ${100 * (smallGroups?.below ?? 0)} % of the people in the table (${smallGroups?.cite})`;
  return exclude ? 'cannot be left out: the group is not small enough' : null;
}

/** Combinations of categories the law names that a table lacks. */
function absentFrom({ groups }: Measure, { by, groups: given }: MeasuredTable): string[] {
  const named = by.map((dimension) => groups?.[dimension] ?? []);
  if (named.some((categories) => categories.length === 0)) return [];
  const all = named.reduce<string[]>(
    (combined, categories) =>
      combined.flatMap((one) => categories.map((category) => (one ? `${one}/${category}` : category))),
    [''],
  );
  const have = new Set(given.map(({ of }) => of.join('/')));
  return all.filter((group) => !have.has(group));
}
