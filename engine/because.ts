import type { Condition } from './condition.ts';
import type { Exception, Rule } from './pack.ts';
import type { Reading } from './reading.ts';

/**
 * Facts that suffice for a condition to come out as it does, among those the profile states. Where several would do,
 * the fewest are taken; where a condition is settled only by cases, every stated fact it mentions.
 *
 * @param wanted the value the condition has
 */
export function because(reading: Reading, condition: Condition | undefined, wanted: boolean): Set<string> {
  if (!condition) return new Set();
  if (reading.truth(reading.condition(condition)) !== wanted) return mentioned(reading, condition);
  switch (condition.op) {
    case 'fact':
      return mentioned(reading, condition);
    case 'not':
      return because(reading, condition.of, !wanted);
    case 'is': {
      const rule = reading.pack.byId.get(condition.id);
      return rule ? becauseActive(reading, rule, wanted) : new Set();
    }
    case 'all':
    case 'any': {
      if ((condition.op === 'all') === wanted)
        return union(condition.of.map((part) => because(reading, part, wanted)));
      const alone = condition.of.filter((part) => reading.truth(reading.condition(part)) === wanted);
      return fewest(alone.map((part) => because(reading, part, wanted))) ?? mentioned(reading, condition);
    }
  }
}

/** Facts that suffice for a rule's `when` and exceptions to hold, or not to hold. */
export function becauseActive(reading: Reading, rule: Rule, wanted: boolean): Set<string> {
  return becauseDefeasible(reading, { when: rule.when, unless: rule.unless }, wanted);
}

/** Facts that suffice for an exception to hold, or not to hold. */
export function becauseException(reading: Reading, exception: Exception, wanted: boolean): Set<string> {
  return becauseDefeasible(reading, exception, wanted);
}

/** Something that holds when `when` does and no exception does. */
interface Defeasible {
  when: Condition | undefined;
  unless: readonly Exception[];
}

function becauseDefeasible(reading: Reading, { when, unless }: Defeasible, wanted: boolean): Set<string> {
  if (wanted) {
    return union([
      because(reading, when, true),
      ...unless.map((inner) => becauseException(reading, inner, false)),
    ]);
  }
  const whenFails = reading.truth(reading.condition(when)) === false ? [because(reading, when, false)] : [];
  const lifted = unless
    .filter((inner) => reading.truth(reading.exception(inner)) === true)
    .map((inner) => becauseException(reading, inner, true));
  return fewest([...whenFails, ...lifted]) ?? mentionedBy(reading, { when, unless });
}

/** The stated facts a condition mentions, through every definition it refers to. */
export function mentioned(reading: Reading, condition: Condition | undefined): Set<string> {
  if (!condition) return new Set();
  switch (condition.op) {
    case 'fact':
      return new Set(Object.hasOwn(reading.facts, condition.fact) ? [condition.fact] : []);
    case 'not':
      return mentioned(reading, condition.of);
    case 'all':
    case 'any':
      return union(condition.of.map((part) => mentioned(reading, part)));
    case 'is': {
      const rule = reading.pack.byId.get(condition.id);
      return rule ? mentionedBy(reading, rule) : new Set();
    }
  }
}

/** The stated facts something defeasible mentions. */
export function mentionedBy(reading: Reading, { when, unless }: Defeasible): Set<string> {
  return union([mentioned(reading, when), ...unless.map((inner) => mentionedBy(reading, inner))]);
}

export function union(sets: readonly Set<string>[]): Set<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

function fewest(sets: readonly Set<string>[]): Set<string> | undefined {
  return [...sets].sort((a, b) => a.size - b.size)[0];
}
