import type { Comparison } from '../condition.ts';
import type { Day } from '../day.ts';

/**
 * A yes-or-no question about the inputs that no other answers: what compiled conditions are made of. Days and numbers form
 * chains: whoever is at least 20 is at least 10.
 */
export type Atom =
  | { is: 'yes'; fact: string }
  /** An enum that is one of the values. */
  | { is: 'one-of'; fact: string; values: readonly string[] }
  /** A set that has one of the values. */
  | { is: 'has'; fact: string; values: readonly string[] }
  /** A list of places of which one lies within one of these. */
  | { is: 'within'; fact: string; values: readonly string[] }
  /** A number that is at least the value, or above it. */
  | { is: 'number'; fact: string; value: number; above: boolean }
  /** A date on or after a day; `never`: whether one that never comes counts. */
  | { is: 'date'; fact: string; day: Day; never: boolean }
  /** A date after the day that is evaluated. */
  | { is: 'to-come'; fact: string; never: boolean }
  /** The day that is evaluated is on or after this one. */
  | { is: 'today'; day: Day }
  | { is: 'score'; score: number; test: Comparison };

/** Atoms with the same key ask the same. */
export function keyOf(atom: Atom): string {
  switch (atom.is) {
    case 'yes':
      return `${atom.is} ${atom.fact}`;
    case 'one-of':
    case 'has':
    case 'within':
      return `${atom.is} ${atom.fact} ${atom.values.join()}`;
    case 'number':
      return `${atom.is} ${atom.fact} ${atom.value} ${atom.above}`;
    case 'date':
      return `${atom.is} ${atom.fact} ${atom.day} ${atom.never}`;
    case 'to-come':
      return `${atom.is} ${atom.fact} ${atom.never}`;
    case 'today':
      return `${atom.is} ${atom.day}`;
    case 'score':
      return `${atom.is} ${atom.score} ${atom.test.is} ${atom.test.value}`;
  }
}
