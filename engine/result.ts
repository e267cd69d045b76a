import type { Day } from './day.ts';
import type { Diagram } from './diagram.ts';
import { OUTCOMES, type Outcome } from './finding.ts';
import type { Rule, Window } from './pack.ts';
import type { Reading } from './reading.ts';

/** A rule's outcome, with its first day when that is still to come (null when a still unknown fact decides it). */
export interface Result {
  outcome: Outcome;
  appliesFrom: Day | null;
}

/** What a rule comes to where it applies, and where it does not. */
export interface Poles {
  active: Outcome;
  inactive: Outcome;
}

/**
 * A rule's result for one role on one day, as a function of the unknown facts: the heart of the evaluation.
 *
 * It applies where the instrument reaches the system, the role is the system's, `when` holds, no exception does, and a
 * window is open; it is upcoming where a window will open.
 */
export function resultDiagram(
  reading: Reading,
  rule: Rule,
  role: string | null,
  poles: Poles,
  day: Day,
): Diagram {
  const { diagrams } = reading;
  const inactive = leaf(reading, { outcome: poles.inactive, appliesFrom: null });
  const applies = [scopeOf(reading, rule), roleOf(reading, role), reading.active(rule)].reduce((a, b) =>
    diagrams.and(a, b),
  );
  return applies === diagrams.no
    ? inactive
    : diagrams.choose(applies, windowsDiagram(reading, rule, poles, day, inactive), inactive);
}

/** Where the instrument reaches the system, for rules that ask that. */
export function scopeOf(reading: Reading, rule: Rule): Diagram {
  return rule.scoped ? reading.scope() : reading.diagrams.yes;
}

/** Where the profile's organisation has a role. */
export function roleOf(reading: Reading, role: string | null): Diagram {
  return role === null ? reading.diagrams.yes : reading.condition(reading.pack.roles.get(role));
}

/** Open windows first, then those to come, the earliest first; a day still unknown could be the earliest. */
function windowsDiagram(reading: Reading, rule: Rule, poles: Poles, day: Day, closed: Diagram): Diagram {
  const { diagrams } = reading;
  const active = leaf(reading, { outcome: poles.active, appliesFrom: null });
  const openings = rule.windows.map((window) => openingOf(reading, window, day));
  const later = openings
    .filter((opening) => opening.later !== diagrams.no)
    .sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
  const upcoming = later.reduceRight(
    (otherwise, opening) =>
      diagrams.choose(
        opening.later,
        leaf(reading, { outcome: 'upcoming', appliesFrom: opening.from }),
        otherwise,
      ),
    closed,
  );
  return openings.reduce((otherwise, opening) => diagrams.choose(opening.now, active, otherwise), upcoming);
}

/** When a window is open on a day, when it is still to open, and its first day as far as it is known. */
export interface Opening {
  now: Diagram;
  later: Diagram;
  from: Day | null;
}

export function openingOf(reading: Reading, window: Window, day: Day): Opening {
  const { diagrams } = reading;
  const when = reading.condition(window.when);
  const isOver = window.until !== undefined && window.until <= day;
  if (isOver) return { now: diagrams.no, later: diagrams.no, from: firstDay(reading, window) };
  if (typeof window.from === 'string') {
    const isOpen = window.from <= day;
    return { now: isOpen ? when : diagrams.no, later: isOpen ? diagrams.no : when, from: window.from };
  }
  const { fact, notBefore } = window.from;
  const { come, later } = reading.dayOf(fact, day);
  const isOpen = notBefore <= day;
  return {
    now: isOpen ? diagrams.and(when, come) : diagrams.no,
    later: diagrams.and(when, isOpen ? later : diagrams.or(come, later)),
    from: firstDay(reading, window),
  };
}

function firstDay(reading: Reading, window: Window): Day | null {
  if (typeof window.from === 'string') return window.from;
  const told = reading.facts[window.from.fact];
  if (typeof told !== 'string') return null;
  return told > window.from.notBefore ? told : window.from.notBefore;
}

function leaf(reading: Reading, result: Result): Diagram {
  return reading.diagrams.leaf(`${result.outcome}|${result.appliesFrom ?? ''}`);
}

/** Reads a leaf of a result diagram. */
export function resultOf(leafText: string): Result {
  const [name = '', from = ''] = leafText.split('|');
  const outcome = OUTCOMES.find((known) => known === name) ?? 'undetermined';
  return { outcome, appliesFrom: from === '' ? null : from };
}
