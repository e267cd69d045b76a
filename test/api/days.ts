import { dayAfter } from '../../engine/day.ts';
import { today } from '../../functions/http/now.ts';

/** The day a number of days from now. */
export function inDays(count: number): string {
  return dayAfter(today(), count);
}
