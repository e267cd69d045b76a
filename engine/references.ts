import type { Condition } from './condition.ts';
import type { Exception, Rule } from './pack.ts';

/** The definitions and classes a rule refers to in its condition and its exceptions. */
export function referencesOf({ when, unless }: Pick<Rule, 'when' | 'unless'>): string[] {
  const ofException = (exception: Exception): string[] => referencesOf(exception);
  return [...(when ? namesIn(when) : []), ...unless.flatMap(ofException)];
}

function namesIn(condition: Condition): string[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(namesIn);
    case 'not':
      return namesIn(condition.of);
    case 'is':
      return [condition.id];
    case 'fact':
      return [];
  }
}
