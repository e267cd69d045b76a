import type { Condition } from './condition.ts';
import type { Exception, Rule } from './pack.ts';
import type { Reading } from './reading.ts';

/**
 * Facts that suffice for a condition to come out as it does, among those the profile states. Where several would do,
 * the smallest part of the condition is taken.
 *
 * @param wanted the value the condition has
 */
export function because(reading: Reading, condition: Condition | undefined, wanted: boolean): Set<string> {
  if (!condition) return new Set();
  switch (condition.op) {
    case 'fact':
      return new Set(Object.hasOwn(reading.facts, condition.fact) ? [condition.fact] : []);
    case 'not':
      return because(reading, condition.of, !wanted);
    case 'is': {
      const rule = reading.pack.byId.get(condition.id);
      return rule ? becauseActive(reading, rule, wanted) : new Set();
    }
    case 'all':
    case 'any':
      return (condition.op === 'all') === wanted
        ? union(condition.of.map((part) => because(reading, part, wanted)))
        : smallest(
            condition.of
              .filter((part) => reading.truth(reading.condition(part)) === wanted)
              .map((part) => because(reading, part, wanted)),
            () => union(condition.of.map((part) => because(reading, part, wanted))),
          );
  }
}

/** Facts that suffice for a rule's `when` and exceptions to hold, or not to hold. */
export function becauseActive(reading: Reading, rule: Rule, wanted: boolean): Set<string> {
  const { diagrams } = reading;
  if (wanted) {
    return union([
      because(reading, rule.when, true),
      ...rule.unless.map((exception) => becauseException(reading, exception, false)),
    ]);
  }
  if (reading.condition(rule.when) === diagrams.no) return because(reading, rule.when, false);
  return smallest(
    rule.unless
      .filter((exception) => reading.exception(exception) === diagrams.yes)
      .map((exception) => becauseException(reading, exception, true)),
    () => union(rule.unless.map((exception) => becauseException(reading, exception, true))),
  );
}

/** Facts that suffice for an exception to hold, or not to hold. */
export function becauseException(reading: Reading, exception: Exception, wanted: boolean): Set<string> {
  const { diagrams } = reading;
  if (wanted) {
    return union([
      because(reading, exception.when, true),
      ...exception.unless.map((inner) => becauseException(reading, inner, false)),
    ]);
  }
  if (reading.condition(exception.when) === diagrams.no) return because(reading, exception.when, false);
  return smallest(
    exception.unless
      .filter((inner) => reading.exception(inner) === diagrams.yes)
      .map((inner) => becauseException(reading, inner, true)),
    () => because(reading, exception.when, false),
  );
}

export function union(sets: readonly Set<string>[]): Set<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

function smallest(sets: readonly Set<string>[], otherwise: () => Set<string>): Set<string> {
  const [best] = [...sets].sort((a, b) => a.size - b.size);
  return best ?? otherwise();
}
