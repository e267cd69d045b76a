import * as z from 'zod';
import type { Day } from '../../engine/day.ts';
import { DaySchema } from '../../engine/day-schema.ts';
import type { AssessmentRecord } from '../../store/assessments.ts';
import { today } from './now.ts';

/** The past day a list is asked about. */
export const On = DaySchema.refine((day) => day <= today(), {
  error:
    'is a day to come: nobody has said anything on it yet; `asOf` of POST …/assessments evaluates later law',
}).meta({
  id: 'On',
  description: 'What was said here at the end of this day (UTC); what is said now when left out',
});

/** Nothing was said is not the same as all was well. */
export const Remark = z.string().nullable().meta({ description: 'Says in words that nobody had looked' });

/**
 * @param told what was found
 * @param pack the one that was asked about alone
 * @returns null where something was found, or no past day was asked about
 */
export function nobodyHadLooked(
  told: readonly AssessmentRecord[],
  on: Day | undefined,
  pack?: string,
): string | null {
  if (on === undefined || told.length > 0) return null;
  const under = pack === undefined ? '' : ` under "${pack}"`;
  return `nobody had looked at this system${under} by the end of ${on}: there was no assessment yet`;
}
