import type { FactValue } from '../../engine/facts.ts';

/** What a document settles of a fact, by what its format means by a field. */
interface Ground {
  fact: string;
  /** Where in the document it stands. */
  source: string;
  /** The definition of the field, as it meets that of the fact; goes after the source, as in "because …". */
  because: string;
}

/** A fact that a document settles as a whole. */
export interface SettledFact extends Ground {
  value: FactValue;
}

/** Options that hold for sure in a list that may hold more: as an answer the list would count as complete. */
export interface CertainOptions extends Ground {
  options: readonly string[];
}

/** The same without what was said before: the first ground for an option is enough. */
export function firstGrounds(certain: readonly CertainOptions[]): CertainOptions[] {
  const seen = new Set<string>();
  const isNew = (fact: string, option: string): boolean => {
    const key = `${fact} ${option}`;
    return !seen.has(key) && Boolean(seen.add(key));
  };
  return certain
    .map((one) => ({ ...one, options: one.options.filter((option) => isNew(one.fact, option)) }))
    .filter(({ options }) => options.length > 0);
}
