import type { Condition } from './condition.ts';
import type { Exception, Rule } from './pack.ts';
import type { Reading } from './reading.ts';
import type { Score } from './score.ts';

/**
 * Facts that suffice for a condition to come out as it does, among those the profile states. Where several would do,
 * the fewest are taken; where a condition is settled only by cases, every stated fact it mentions.
 *
 * @param wanted the value the condition has
 */
export function because(
  reading: Reading,
  condition: Condition | undefined,
  wanted: boolean,
): ReadonlySet<string> {
  if (!condition) return new Set();
  if (reading.truth(reading.condition(condition)) !== wanted) return mentioned(reading, condition);
  switch (condition.op) {
    case 'fact':
    case 'score':
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

/** Of each reading, why rules hold or do not, found once: many findings rest on the same definitions. */
const found = new WeakMap<Reading, Map<string, ReadonlySet<string>>>();

/** Facts that suffice for a rule's `when` and exceptions to hold, or not to hold. */
export function becauseActive(reading: Reading, rule: Rule, wanted: boolean): ReadonlySet<string> {
  const known = found.get(reading) ?? new Map<string, ReadonlySet<string>>();
  found.set(reading, known);
  const key = `${rule.id} ${wanted}`;
  const facts = known.get(key) ?? becauseDefeasible(reading, rule, wanted);
  known.set(key, facts);
  return facts;
}

/** Facts that suffice for an exception to hold, or not to hold. */
export function becauseException(
  reading: Reading,
  exception: Exception,
  wanted: boolean,
): ReadonlySet<string> {
  return becauseDefeasible(reading, exception, wanted);
}

/** Something that holds when `when` does and no exception does. */
interface Defeasible {
  when: Condition | undefined;
  unless: readonly Exception[];
}

function becauseDefeasible(
  reading: Reading,
  { when, unless }: Defeasible,
  wanted: boolean,
): ReadonlySet<string> {
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
export function mentioned(reading: Reading, condition: Condition | undefined): ReadonlySet<string> {
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
    case 'score': {
      const score = reading.pack.scores.get(condition.score);
      return score ? mentionedByScore(reading, score) : new Set();
    }
  }
}

/** The stated facts a score rests on. */
function mentionedByScore(reading: Reading, score: Score): ReadonlySet<string> {
  if (score.kind === 'questionnaire') {
    return union(
      score.items.flatMap(({ fact, when }) => [
        new Set(Object.hasOwn(reading.facts, fact) ? [fact] : []),
        mentioned(reading, when),
      ]),
    );
  }
  const whole = reading.pack.scores.get(score.of);
  return union([mentioned(reading, score.when), whole ? mentionedByScore(reading, whole) : new Set()]);
}

/** The stated facts something defeasible mentions. */
export function mentionedBy(reading: Reading, { when, unless }: Defeasible): ReadonlySet<string> {
  return union([mentioned(reading, when), ...unless.map((inner) => mentionedBy(reading, inner))]);
}

export function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

function fewest(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> | undefined {
  return [...sets].sort((a, b) => a.size - b.size)[0];
}
