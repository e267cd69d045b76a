import { isWithin } from '../places.ts';
import type { Atom } from './atom.ts';
import type { CompiledPack } from './compiled-pack.ts';
import type { Evaluator } from './evaluator.ts';
import type { Literal } from './graph.ts';

/** An unknown that conditions can mention: a fact, or one member of a set. */
export interface Variable {
  fact: string;
  member: string | null;
}

/**
 * Finds where three-valued logic can say less than is known. A result that mentions every unknown in one way only is least
 * where all of them have their worst answers and most where they have their best, so "unknown" means that both can be. Where
 * it mentions one both ways ("under 20, or 20 and more") its two ends can exclude each other.
 */
export class Mentions {
  readonly variables: readonly Variable[];
  readonly #compiled: CompiledPack;
  /** Of each atom the numbers of its variables. */
  readonly #of: readonly (readonly number[])[];
  /** Of each literal, and of each variable mentioned upright or turned around, the walk that came by last. */
  readonly #seen: Int32Array;
  readonly #mentioned: Int32Array;
  /** Of each variable that is an enum, the atom about it that the walk met. */
  readonly #asked: Int32Array;
  #walk = 0;

  constructor(compiled: CompiledPack) {
    this.#compiled = compiled;
    const places = new Set(compiled.atoms.flatMap((atom) => (atom.is === 'within' ? atom.values : [])));
    const numbers = new Map<string, number>();
    const variables: Variable[] = [];
    this.#of = compiled.atoms.map((atom) =>
      variablesOf(atom, places).map((variable) => {
        const key = `${variable.fact} ${variable.member}`;
        const number = numbers.get(key) ?? variables.push(variable) - 1;
        numbers.set(key, number);
        return number;
      }),
    );
    this.variables = variables;
    this.#seen = new Int32Array(2 + 2 * compiled.atoms.length + compiled.nodes.length);
    this.#mentioned = new Int32Array(2 * variables.length);
    this.#asked = new Int32Array(variables.length);
  }

  /**
   * The numbers of the unknowns that one of several functions mentions both ways in a lane; without them three-valued logic
   * is exact. Null where one asks about a score.
   *
   * @param functions each the literals that must hold together
   */
  mixed(functions: readonly (readonly Literal[])[], evaluator: Evaluator, lane: number): number[] | null {
    const mixed = new Set<number>();
    for (const literals of functions) {
      this.#walk++;
      for (const literal of literals) if (!this.#visit(literal, evaluator, lane, mixed)) return null;
    }
    return [...mixed].sort((a, b) => a - b);
  }

  /** @returns false where a score is asked about */
  #visit(literal: Literal, evaluator: Evaluator, lane: number, mixed: Set<number>): boolean {
    if (this.#seen[literal] === this.#walk || evaluator.truth(literal, lane) !== undefined) return true;
    this.#seen[literal] = this.#walk;
    const { atoms, nodes } = this.#compiled;
    const atom = (literal >> 1) - 1;
    const node = atom - atoms.length;
    if (node >= 0) {
      const turned = literal & 1;
      return (
        this.#visit((nodes[2 * node] ?? 0) ^ turned, evaluator, lane, mixed) &&
        this.#visit((nodes[2 * node + 1] ?? 0) ^ turned, evaluator, lane, mixed)
      );
    }
    if (atoms[atom]?.is === 'score') return false;
    for (const variable of this.#of[atom] ?? []) this.#note(variable, atom, literal & 1, mixed);
    return true;
  }

  #note(variable: number, atom: number, turned: number, mixed: Set<number>): void {
    this.#mentioned[2 * variable + turned] = this.#walk;
    if (this.#mentioned[2 * variable + (1 - turned)] === this.#walk) mixed.add(variable);
    if (this.#compiled.atoms[atom]?.is !== 'one-of') return;
    // The options of an enum exclude each other, so two of them cannot both be the answer.
    const key = this.#walk * this.#of.length + atom;
    const before = this.#asked[variable] ?? 0;
    if (before !== key && Math.floor(before / this.#of.length) === this.#walk) mixed.add(variable);
    this.#asked[variable] = key;
  }
}

function variablesOf(atom: Atom, places: ReadonlySet<string>): Variable[] {
  switch (atom.is) {
    case 'today':
    case 'score':
      return [];
    case 'has':
      return atom.values.map((member) => ({ fact: atom.fact, member }));
    case 'within': {
      const inside = [...places].filter((one) => atom.values.some((place) => isWithin(one, place)));
      return inside.map((member) => ({ fact: atom.fact, member }));
    }
    case 'yes':
    case 'one-of':
    case 'number':
    case 'date':
    case 'to-come':
      return [{ fact: atom.fact, member: null }];
  }
}
