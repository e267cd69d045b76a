/** A calendar day as `YYYY-MM-DD`. Days compare as strings. */
export type Day = string;

/** The days Jurismap can reason about: no AI law starts earlier, and no pack knows what comes later. */
export const FIRST_DAY: Day = '2000-01-01';
const LAST_DAY: Day = '2099-12-31';
export const SPAN = `${FIRST_DAY} to ${LAST_DAY}`;

/** What is said of a text that is no day, and of a day that cannot be evaluated. */
export const NO_DAY = 'is not a day of the calendar; write it as YYYY-MM-DD';
export const OUTSIDE_SPAN = `is outside the days Jurismap can evaluate, ${SPAN}`;

/** True for a day of the calendar written `YYYY-MM-DD`; `2026-02-30` is not one. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** True for a day that can be evaluated. */
export function isInSpan(day: Day): boolean {
  return day >= FIRST_DAY && day <= LAST_DAY;
}

/** The day after. */
export function nextDay(day: Day): Day {
  return dayAfter(day, 1);
}

/** The day before. */
export function previousDay(day: Day): Day {
  return dayAfter(day, -1);
}

/** The day a number of days later. */
export function dayAfter(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The same day a number of months later, or the last day of that month where it has no such day. */
export function monthsAfter(day: Day, count: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}
