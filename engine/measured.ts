import * as z from 'zod';
import { type Day, dayAfter, monthsAfter } from './day.ts';
import type { Reason } from './finding.ts';
import { FIGURES, isAbout, isFigure, type Measurement, RATES } from './measurement.ts';
import type { Profile } from './profile.ts';

const PERIOD = /^([1-9]\d{0,3}) (days?|months?|years?)$/;

/** What a duty asks to be measured, as a pack writes it. */
export const MeasuredSchema = z
  .strictObject({
    /** A figure, or the rate of group counts. */
    of: z.enum([...FIGURES, ...RATES]),
    cite: z.string().min(1),
    /** How long a measurement counts, such as `12 months`; for ever when left out. */
    within: z.string().regex(PERIOD, 'write a period such as "90 days", "12 months" or "1 year"').optional(),
    /** Bounds of a figure, where the law sets them. */
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine(
    ({ of, atLeast, atMost }) => (atLeast ?? atMost) === undefined || FIGURES.some((name) => name === of),
    {
      error: 'bounds a rate of groups; let a measure supply a number fact, and test that',
    },
  );
export type Measured = z.infer<typeof MeasuredSchema>;

/** Why what was measured is not what a duty asks. */
export type MeasuredReason = Extract<Reason, 'not-measured' | 'measured-too-long-ago' | 'out-of-bounds'>;

/**
 * What the measurements of a profile lack on a day of what a duty asks. A measurement counts for the version of the system it
 * is about, from the day it was collected until it is too old; every one that counts has to be within the bounds.
 *
 * @returns null when nothing is lacking; otherwise the worst of all
 */
export function lacking(asked: readonly Measured[], profile: Profile, day: Day): MeasuredReason | null {
  const reasons = new Set(asked.map((one) => lackingOf(one, profile, day)));
  return WORST_FIRST.find((reason) => reasons.has(reason)) ?? null;
}

const WORST_FIRST: readonly MeasuredReason[] = ['out-of-bounds', 'not-measured', 'measured-too-long-ago'];

function lackingOf(asked: Measured, profile: Profile, day: Day): MeasuredReason | null {
  const known = measurementsOf(asked, profile).filter(({ collected }) => collected <= day);
  if (known.length === 0) return 'not-measured';
  const counting = known.filter((measurement) => (lastDay(asked, measurement) ?? day) >= day);
  if (counting.length === 0) return 'measured-too-long-ago';
  return counting.every((measurement) => isWithinBounds(asked, measurement)) ? null : 'out-of-bounds';
}

/** Days on which what counts of the measurements changes by itself. */
export function measuredDays(asked: readonly Measured[], profile: Profile): Day[] {
  return asked.flatMap((one) =>
    measurementsOf(one, profile).flatMap((measurement) => {
      const last = lastDay(one, measurement);
      return [measurement.collected, ...(last === null ? [] : [dayAfter(last, 1)])];
    }),
  );
}

function measurementsOf({ of }: Measured, { measurements, system }: Profile): Measurement[] {
  return Object.values(measurements).filter(
    (measurement) =>
      isAbout(measurement, system) && (isFigure(measurement) ? measurement.figure : measurement.rate) === of,
  );
}

/** The last day on which a measurement counts. */
function lastDay({ within }: Measured, { collected }: Measurement): Day | null {
  const [, count = '', unit = ''] = PERIOD.exec(within ?? '') ?? [];
  if (unit.startsWith('day')) return dayAfter(collected, Number(count));
  if (unit.startsWith('month')) return monthsAfter(collected, Number(count));
  return unit.startsWith('year') ? monthsAfter(collected, 12 * Number(count)) : null;
}

function isWithinBounds({ atLeast, atMost }: Measured, measurement: Measurement): boolean {
  if (!isFigure(measurement)) return true;
  const { value } = measurement;
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}
