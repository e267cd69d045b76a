import type { Facts } from './facts.ts';

/** What is known about a system: facts, and upper bounds of numbers that are not known exactly. */
export interface Known {
  facts: Facts;
  /** A number that was counted only in part: it is this, or less. */
  atMost: Readonly<Record<string, number>>;
}

/** What a profile states, and nothing else. */
export function stated(facts: Facts): Known {
  return { facts, atMost: {} };
}
