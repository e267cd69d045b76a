import type { Day } from './day.ts';
import type { Diagram } from './diagram.ts';
import { NEVER } from './facts.ts';
import type { Rule, Window } from './pack.ts';
import type { Reading } from './reading.ts';

/** When a window is open on a day, and when it is still to open. */
export interface Opening {
  now: Diagram;
  later: Diagram;
  /** Its first day; null when a still unknown fact tells it. */
  from: Day | null;
  /** The earliest its first day can be. */
  earliest: Day;
}

/** The ways a window can stand to a day: one, or two when its first day depends on an unknown fact. */
export function openingsOf(reading: Reading, window: Window, day: Day): Opening[] {
  const { diagrams } = reading;
  const isOver = window.until !== undefined && window.until <= day;
  const when = isOver ? diagrams.no : reading.condition(window.when);
  const fixed = (from: Day, where: Diagram): Opening =>
    from <= day
      ? { now: where, later: diagrams.no, from, earliest: from }
      : { now: diagrams.no, later: where, from, earliest: from };
  if (typeof window.from === 'string') return [fixed(window.from, when)];
  const { fact, notBefore } = window.from;
  const told = Object.hasOwn(reading.facts, fact) ? reading.facts[fact] : undefined;
  if (told === NEVER) return [fixed(notBefore, diagrams.no)];
  if (typeof told === 'string') return [fixed(told > notBefore ? told : notBefore, when)];
  const settled = reading.dayOf(fact, notBefore > day ? notBefore : day);
  return [
    fixed(notBefore, diagrams.and(when, settled.come)),
    { now: diagrams.no, later: diagrams.and(when, settled.later), from: null, earliest: notBefore },
  ];
}

/** Whether a window is open for certain. */
export function isOpen(reading: Reading, window: Window, asOf: Day): boolean {
  return openingsOf(reading, window, asOf).some(({ now }) => now === reading.diagrams.yes);
}

/** Whether a window will open for certain. */
export function willOpen(reading: Reading, window: Window, asOf: Day): boolean {
  return openingsOf(reading, window, asOf).some(({ later }) => later === reading.diagrams.yes);
}

/** Whether a window is neither open nor ever will be, for certain. */
export function neverOpens(reading: Reading, window: Window, asOf: Day): boolean {
  const { no } = reading.diagrams;
  return openingsOf(reading, window, asOf).every(({ now, later }) => now === no && later === no);
}

/** The first day on which a rule that is in force was. */
export function openSince(reading: Reading, rule: Rule, asOf: Day): Day | null {
  const openings = rule.windows.flatMap((window) => openingsOf(reading, window, asOf));
  const days = openings.flatMap(({ now, from }) =>
    now === reading.diagrams.yes && from !== null ? [from] : [],
  );
  return days.sort()[0] ?? null;
}

/** Why nobody enforces a rule that is in force, or can be; null when one of the windows that can be open is enforced. */
export function notEnforced(reading: Reading, rule: Rule, asOf: Day): string | null {
  const reasons = rule.windows
    .filter((window) => openingsOf(reading, window, asOf).some(({ now }) => now !== reading.diagrams.no))
    .map((window) => window.notEnforced);
  return reasons.every((reason) => reason !== undefined) ? (reasons[0] ?? null) : null;
}

/** The names of the windows by which a rule applies or will. */
export function routesOf(reading: Reading, rule: Rule, asOf: Day): string[] {
  return rule.windows.flatMap((window) => {
    const holds = isOpen(reading, window, asOf) || willOpen(reading, window, asOf);
    return holds && window.id !== undefined ? [window.id] : [];
  });
}
