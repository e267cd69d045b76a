import * as z from 'zod';
import type { FactValue } from './facts.ts';
import { type Known, stated } from './known.ts';
import {
  type GroupCounts,
  isAbout,
  isFigure,
  type MeasuredGroup,
  type MeasuredTable,
} from './measurement.ts';
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
export function measuresOf(pack: Pack, { measurements, system }: Profile): MeasureResult[] {
  const current = Object.entries(measurements).flatMap(([id, measurement]) =>
    isAbout(measurement, system) && !isFigure(measurement) ? [{ id, counts: measurement }] : [],
  );
  return pack.measures.flatMap((measure) =>
    current.flatMap(({ id, counts }) => measureFrom(measure, id, counts) ?? []),
  );
}

/**
 * What is known about a system under a pack: the facts its profile states, and those that measures of the pack supply. A
 * number counted goes before a number stated. While a table or group is missing, which can have a lower ratio, what was
 * counted is only an upper bound.
 */
export function knownFrom(pack: Pack, profile: Profile): Known {
  const supplying = pack.measures.filter(({ supplies }) => supplies !== undefined);
  if (supplying.length === 0 || Object.keys(profile.measurements).length === 0) return stated(profile.facts);
  const results = measuresOf(pack, profile);
  const facts: Record<string, FactValue> = { ...profile.facts };
  const atMost: Record<string, number> = {};
  for (const { id, supplies = '' } of supplying) {
    const own = results.filter((result) => result.id === id);
    const lowest = Math.min(...own.flatMap(ratiosOf));
    if (lowest === Number.POSITIVE_INFINITY) continue;
    const told = facts[supplies];
    if (own.some(isWhole)) facts[supplies] = lowest;
    else if (typeof told === 'number') facts[supplies] = Math.min(told, lowest);
    else atMost[supplies] = lowest;
  }
  return { facts, atMost };
}

function ratiosOf({ tables }: MeasureResult): number[] {
  return tables.flatMap(({ groups }) => groups.flatMap(({ ratio }) => ratio ?? []));
}

function isWhole({ absentTables, tables }: MeasureResult): boolean {
  return absentTables.length === 0 && tables.every(({ absent }) => absent.length === 0);
}

/**
 * Tables of measurements that no measure of these packs reads, as `measurement: by sex`: a dimension may be written in
 * other words than the law's.
 */
export function unreadTables(packs: readonly Pack[], { measurements, system }: Profile): string[] {
  const measures = packs.flatMap((pack) => pack.measures);
  return Object.entries(measurements).flatMap(([id, measurement]) =>
    (isFigure(measurement) ? [] : measurement.tables)
      .filter(
        ({ by }) =>
          !isAbout(measurement, system) ||
          isFigure(measurement) ||
          !measures.some((measure) => reads(measure, measurement, by)),
      )
      .map(({ by }) => `${id}: by ${by.join(' and ')}`),
  );
}

function reads({ rate, tables }: Measure, measurement: GroupCounts, by: readonly string[]): boolean {
  return measurement.rate === rate && tables.some((wanted) => keyOf(wanted) === keyOf(by));
}

/** A table by sex and origin is one by origin and sex. */
function keyOf(by: readonly string[]): string {
  return [...by].sort().join();
}

function measureFrom(measure: Measure, id: string, measurement: GroupCounts): MeasureResult | undefined {
  const tables = measurement.tables.filter(({ by }) => reads(measure, measurement, by));
  if (tables.length === 0) return undefined;
  const given = new Set(tables.map(({ by }) => keyOf(by)));
  return {
    id: measure.id,
    title: measure.title,
    cite: measure.cite,
    measurement: id,
    collected: measurement.collected,
    tables: tables.map((table) => tableFrom(measure, inOrder(measure, table))),
    absentTables: measure.tables.filter((by) => !given.has(keyOf(by))).map((by) => [...by]),
  };
}

/** The table with its dimensions in the order the measure names them. */
function inOrder({ tables }: Measure, table: MeasuredTable): MeasuredTable {
  const by = tables.find((wanted) => keyOf(wanted) === keyOf(table.by)) ?? table.by;
  const places = by.map((dimension) => table.by.indexOf(dimension));
  const groups = table.groups.map((group) => ({
    ...group,
    of: places.map((place) => group.of[place] ?? ''),
  }));
  return { ...table, by: [...by], groups };
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
  return upper === undefined || lower === undefined ? null : lower / 2 + upper / 2;
}

/** Whether a group is left out of the ratios, as a small one may be. */
function isExcluded(
  { smallGroups }: Measure,
  { exclude }: MeasuredGroup,
  assessed: number,
  people: number,
): boolean {
  return exclude === true && smallGroups !== undefined && assessed < smallGroups.below * people;
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
