import { type Day, nextDay, previousDay } from '../day.ts';
import { type FactValue, NEVER } from '../facts.ts';
import type { Known } from '../known.ts';
import type { CompiledPack } from './compiled-pack.ts';
import type { Variable } from './mentions.ts';

/** The values of a fact that a pack tells apart. */
export class Values {
  readonly #compiled: CompiledPack;
  readonly #known = new Map<string, FactValue[]>();

  constructor(compiled: CompiledPack) {
    this.#compiled = compiled;
  }

  /** What an unknown can be. */
  of({ fact, member }: Variable, { atMost }: Known, asOf: Day): FactValue[] {
    if (member !== null) return [true, false];
    const values = this.#ofFact(fact);
    const bound = atMost[fact];
    if (bound !== undefined) return [...values.filter((value) => Number(value) < bound), bound];
    const isDate = this.#compiled.atoms.some((atom) => atom.is === 'to-come' && atom.fact === fact);
    return isDate ? [...new Set([...values, asOf, nextDay(asOf), NEVER])] : values;
  }

  #ofFact(fact: string): FactValue[] {
    const values = this.#known.get(fact) ?? valuesOf(fact, this.#compiled);
    this.#known.set(fact, values);
    return values;
  }
}

function valuesOf(fact: string, { atoms, others }: CompiledPack): FactValue[] {
  const own = atoms.filter((atom) => 'fact' in atom && atom.fact === fact);
  const options = own.flatMap((atom) => (atom.is === 'one-of' ? atom.values : []));
  const other = others.flatMap(([id, option]) => (id === fact ? [option] : []));
  if (options.length > 0) return [...new Set([...options, ...other])];
  const numbers = own.flatMap((atom) => (atom.is === 'number' ? [atom.value] : []));
  if (numbers.length > 0) return betweenCuts(numbers);
  const days = own.flatMap((atom) => (atom.is === 'date' ? [atom.day] : []));
  if (days.length > 0) return betweenDays(days);
  return [true, false];
}

/** Every number, and one from each range between them. */
function betweenCuts(numbers: readonly number[]): number[] {
  const cuts = [...new Set(numbers)].sort((a, b) => a - b);
  return [
    (cuts[0] ?? 0) - 1,
    ...cuts.flatMap((value, i) => [value, (value + (cuts[i + 1] ?? value + 2)) / 2]),
  ];
}

/** A day before all of them, every day, and the date that never comes. */
function betweenDays(days: readonly Day[]): Day[] {
  const cuts = [...new Set(days)].sort();
  return [previousDay(cuts[0] ?? '2000-01-01'), ...cuts, NEVER];
}
