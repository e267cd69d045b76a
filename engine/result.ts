import type { Day } from './day.ts';
import type { Diagram } from './diagram.ts';
import { OUTCOMES, type Outcome } from './finding.ts';
import type { Rule } from './pack.ts';
import type { Reading } from './reading.ts';
import { openingsOf } from './windows.ts';

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
  const applies = appliesDiagram(reading, rule, role);
  return applies === diagrams.no
    ? inactive
    : diagrams.choose(applies, windowsDiagram(reading, rule, poles, day, inactive), inactive);
}

/** Where a rule applies for a role, whatever the day: where its windows have no say. */
export function appliesDiagram(reading: Reading, rule: Rule, role: string | null): Diagram {
  const { diagrams } = reading;
  const reached = diagrams.and(scopeOf(reading, rule), roleOf(reading, role));
  // Where the instrument does not reach the system its conditions are not even read: a questionnaire's score is costly.
  return reached === diagrams.no ? reached : diagrams.and(reached, reading.active(rule));
}

/** Where the instrument reaches the system, for rules that ask that. */
export function scopeOf(reading: Reading, rule: Rule): Diagram {
  return rule.scoped ? reading.scope() : reading.diagrams.yes;
}

/** Where the profile's organisation has a role. */
export function roleOf(reading: Reading, role: string | null): Diagram {
  return role === null ? reading.diagrams.yes : reading.condition(reading.pack.roles.get(role));
}

/** Open windows first, then those to come, the earliest first. */
function windowsDiagram(reading: Reading, rule: Rule, poles: Poles, day: Day, closed: Diagram): Diagram {
  const { diagrams } = reading;
  const active = leaf(reading, { outcome: poles.active, appliesFrom: null });
  const openings = rule.windows.flatMap((window) => openingsOf(reading, window, day));
  const upcoming = openings
    .filter(({ later }) => later !== diagrams.no)
    .sort((a, b) => a.earliest.localeCompare(b.earliest) || Number(a.from === null) - Number(b.from === null))
    .reduceRight(
      (otherwise, { later, from }) =>
        diagrams.choose(later, leaf(reading, { outcome: 'upcoming', appliesFrom: from }), otherwise),
      closed,
    );
  return openings.reduce((otherwise, { now }) => diagrams.choose(now, active, otherwise), upcoming);
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
