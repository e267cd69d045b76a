import * as z from 'zod';
import { isDay, isInSpan, NO_DAY, OUTSIDE_SPAN, SPAN } from './day.ts';

export const DaySchema = z
  .string()
  .refine(isDay, { error: NO_DAY })
  .meta({ id: 'Day', format: 'date', description: 'A calendar day, YYYY-MM-DD' });

/** A day that can be evaluated. */
export const AsOfSchema = DaySchema.refine(isInSpan, { error: OUTSIDE_SPAN }).meta({
  id: 'AsOf',
  format: 'date',
  description: `The day to evaluate, ${SPAN}`,
});
