import { type Condition, leavesOf } from './condition.ts';
import type { Exception, Rule } from './pack.ts';
import type { Score } from './score.ts';

/** The definitions, classes and scores a rule refers to in its condition and its exceptions. */
export function referencesOf({ when, unless }: Pick<Rule, 'when' | 'unless'>): string[] {
  const ofException = (exception: Exception): string[] => referencesOf(exception);
  return [...(when ? namesIn(when) : []), ...unless.flatMap(ofException)];
}

/** The definitions, classes and scores a score rests on. */
export function referencesOfScore(score: Score): string[] {
  if (score.kind === 'deduction') return [score.of, ...namesIn(score.when)];
  return score.items.flatMap(({ when }) => (when ? namesIn(when) : []));
}

function namesIn(condition: Condition): string[] {
  return leavesOf(condition).flatMap((leaf) =>
    leaf.op === 'is' ? leaf.id : leaf.op === 'score' ? leaf.score : [],
  );
}
