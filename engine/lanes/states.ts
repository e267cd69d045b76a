import type { Day } from '../day.ts';
import type { Facts } from '../facts.ts';
import { NEVER } from '../facts.ts';
import type { CompiledSubject, Later, Schedule } from './compiled-pack.ts';
import type { Evaluator } from './evaluator.ts';

/**
 * How a rule stands to a system: it applies, it does not, it will from a day, or that is open. `later` is a day that a still
 * unknown fact tells; `unclear` is left for whoever can tell it exactly.
 */
export type State = 'applies' | 'not' | 'open' | 'later' | 'unclear' | Day;

/**
 * Reads what a subject comes to in a lane, in three-valued logic.
 *
 * @param facts what the profile of the lane states; dates that are only tried in the lane are not among them
 */
export function stateOf(evaluator: Evaluator, subject: CompiledSubject, lane: number, facts: Facts): State {
  const applies = evaluator.truth(subject.applies, lane);
  const schedule = evaluator.compiled.schedules[subject.schedule];
  if (applies === false || !schedule) return 'not';
  const isOpen = evaluator.truth(schedule.open, lane);
  if (isOpen) return applies ? 'applies' : 'open';
  const isToCome = applies === true && isOpen === false;
  const isTold =
    schedule.isDated && schedule.later.some((one) => dayOf(one, facts) !== null && one.fact !== null);
  for (const later of isTold ? inOrder(schedule.later, facts) : schedule.later) {
    const comes = evaluator.truth(later.holds, lane);
    if (comes === false) continue;
    if (comes && isToCome) return dayOf(later, facts) ?? 'later';
    return isTold && isSaidTwice(evaluator, schedule, lane, facts) ? 'unclear' : 'open';
  }
  return isOpen === false ? 'not' : 'open';
}

/** Whether a subject applies, will, or can. */
export function mayApply(
  evaluator: Evaluator,
  { applies, schedule }: CompiledSubject,
  lane: number,
): boolean {
  if (evaluator.truth(applies, lane) === false) return false;
  const { open, later } = evaluator.compiled.schedules[schedule] ?? { open: 1, later: [] };
  return (
    evaluator.truth(open, lane) !== false || later.some(({ holds }) => evaluator.truth(holds, lane) !== false)
  );
}

/**
 * Whether two that can still come do so on the same day: though both are open, one of them may be certain to. A day that is
 * not known yet cannot be certain, because it may never come.
 */
function isSaidTwice(evaluator: Evaluator, { later }: Schedule, lane: number, facts: Facts): boolean {
  const possible = later.filter(({ holds }) => evaluator.truth(holds, lane) !== false);
  const days = possible.flatMap((one) => dayOf(one, facts) ?? []);
  return new Set(days).size < days.length;
}

/** The day something comes; null where a fact tells it that is not known, or is that it never does. */
function dayOf({ from, fact }: Later, facts: Facts): Day | null {
  if (fact === null) return from;
  const told = facts[fact];
  return typeof told === 'string' && told !== NEVER ? told : null;
}

/** The earliest first; at the same day, what is certain of its day. */
function inOrder(later: readonly Later[], facts: Facts): Later[] {
  const day = (one: Later): Day | null => dayOf(one, facts);
  return [...later].sort(
    (a, b) =>
      (day(a) ?? a.from).localeCompare(day(b) ?? b.from) || Number(day(a) === null) - Number(day(b) === null),
  );
}
