import * as z from 'zod';
import { DaySchema } from './day-schema.ts';

/** What is counted: people who were selected, or who scored above the median of everybody. */
export const RATES = ['selection', 'scoring'] as const;

const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'write names in small letters, digits and hyphens');
/** Quotients of products of two such counts are exact enough in a double to tell a ratio from a mark. */
const Count = z.int().min(0).max(10_000_000);

/** Beyond this, sums and middles of scores lose their meaning. */
const Score = z.number().min(-1e12).max(1e12);

const GroupSchema = z
  .strictObject({
    /** The group's category in each dimension of its table. */
    of: z.array(Name).min(1).max(4),
    assessed: Count.optional(),
    selected: Count.optional(),
    above: Count.optional(),
    scores: z.array(Score).max(10_000).optional(),
    /** Left out of the ratios, as a small group may be. */
    exclude: z.boolean().optional(),
  })
  .meta({ id: 'MeasuredGroup' });
export type MeasuredGroup = z.infer<typeof GroupSchema>;

const TableSchema = z.strictObject({
  by: z.array(Name).min(1).max(4),
  /** People assessed whose category is unknown: reported, never part of a rate. */
  unknown: Count.optional(),
  /** The median score of the full sample, where that has more people than the table's groups. */
  median: Score.optional(),
  groups: z.array(GroupSchema).min(1).max(500),
});
export type MeasuredTable = z.infer<typeof TableSchema>;

/** What monitoring can measure with one figure. */
export const FIGURES = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'error-rate',
  'false-positive-rate',
  'false-negative-rate',
  'calibration-error',
  'robustness',
  'data-drift',
  'output-drift',
  'availability',
  'response-time',
  'human-override-rate',
] as const;

/** What is common to all measurements. */
const common = {
  /** The day it was measured, or the last day of the data it was measured on. */
  collected: DaySchema,
  /** The version of the system it is about. */
  version: z.string().min(1).max(500).optional(),
  /** Whether the data come from actual use or from a test. */
  data: z.enum(['historical', 'test']).optional(),
  note: z.string().max(2000).optional(),
};

/** One figure: how well a system performs, or how far it has drifted. */
const FigureSchema = z
  .strictObject({
    figure: z.enum(FIGURES),
    value: z.number().min(-1e12).max(1e12),
    unit: z.string().min(1).max(40).optional(),
    /** The people or cases it is about, where it is not about all. */
    group: z.string().min(1).max(200).optional(),
    ...common,
  })
  .meta({ id: 'MeasuredFigure' });
type Figure = z.infer<typeof FigureSchema>;

/**
 * Group counts of a system in use or in test. `selection` tables state for each group how many people were assessed and
 * selected; `scoring` tables how many were assessed and scored above the median, or all their scores.
 */
const GroupCountsSchema = z
  .strictObject({ rate: z.enum(RATES), tables: z.array(TableSchema).min(1).max(20), ...common })
  .superRefine(({ rate, tables }, context) => {
    for (const [t, table] of tables.entries()) {
      const seen = new Set<string>();
      for (const [g, group] of table.groups.entries()) {
        const path = ['tables', t, 'groups', g];
        const reason = wrongWith(group, rate, table.by, seen);
        if (reason) context.addIssue({ code: 'custom', path, message: reason });
        seen.add(group.of.join('/'));
      }
      const reason = wrongWithTable(table, rate);
      if (reason) context.addIssue({ code: 'custom', path: ['tables', t], message: reason });
    }
  })
  .meta({ id: 'MeasuredGroups' });
export type GroupCounts = z.infer<typeof GroupCountsSchema>;

/** What was measured of a system. */
export const MeasurementSchema = z.union([GroupCountsSchema, FigureSchema]).meta({ id: 'Measurement' });
export type Measurement = z.infer<typeof MeasurementSchema>;

export function isFigure(measurement: Measurement): measurement is Figure {
  return 'figure' in measurement;
}

/** Whether a measurement is about the present version of a system: one of another version says nothing about this one. */
export function isAbout({ version }: Measurement, system: { version?: string | undefined }): boolean {
  return version === undefined || version === system.version;
}

function wrongWith(
  { of, assessed, selected, above, scores }: MeasuredGroup,
  rate: GroupCounts['rate'],
  by: readonly string[],
  seen: ReadonlySet<string>,
): string | undefined {
  if (of.length !== by.length)
    return `"of" needs ${by.length === 1 ? 'one category' : `${by.length} categories`}, as "by"`;
  if (seen.has(of.join('/'))) return 'is in the table twice';
  if (rate === 'selection') {
    if (assessed === undefined || selected === undefined || above !== undefined || scores !== undefined)
      return 'needs "assessed" and "selected", and no scores';
    return selected > assessed ? 'has more people selected than assessed' : undefined;
  }
  if (selected !== undefined) return 'has "selected" in a table of scores';
  if (scores !== undefined)
    return assessed === undefined && above === undefined ? undefined : 'needs either "scores" or counts';
  if (assessed === undefined || above === undefined) return 'needs "assessed" and "above", or "scores"';
  return above > assessed ? 'has more people above the median than assessed' : undefined;
}

/** The median is that of everybody, so it needs the scores of everybody. */
function wrongWithTable({ median, groups }: MeasuredTable, rate: GroupCounts['rate']): string | undefined {
  const scored = groups.filter(({ scores }) => scores !== undefined).length;
  if (median !== undefined && (rate === 'selection' || scored === 0)) return 'has a median and no scores';
  return scored > 0 && scored < groups.length ? 'has scores of some groups and counts of others' : undefined;
}
