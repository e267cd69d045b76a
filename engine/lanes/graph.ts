import { type Atom, keyOf } from './atom.ts';

/**
 * A node of a graph or its opposite: twice the number of the node, plus one for the opposite. Node 0 is what always holds.
 */
export type Literal = number;

export const ALWAYS: Literal = 0;
export const NEVER_HOLDS: Literal = 1;

/** The opposite. */
export function not(literal: Literal): Literal {
  return literal ^ 1;
}

/**
 * An and-inverter graph under construction: every condition comes down to atoms, "and" and "not". Equal parts are one node,
 * so what many rules share is worked out once.
 */
export class Graph {
  /** Of each node what it is: an atom, or two literals that must both hold; undefined for node 0. */
  readonly nodes: (Atom | readonly [Literal, Literal] | undefined)[] = [undefined];
  readonly #known = new Map<string, Literal>();

  atom(atom: Atom): Literal {
    return this.#add(keyOf(atom), atom);
  }

  and(a: Literal, b: Literal): Literal {
    if (a === b || b === ALWAYS) return a;
    if (a === ALWAYS) return b;
    if (a === not(b) || a === NEVER_HOLDS || b === NEVER_HOLDS) return NEVER_HOLDS;
    return a < b ? this.#add(`${a} ${b}`, [a, b]) : this.#add(`${b} ${a}`, [b, a]);
  }

  or(a: Literal, b: Literal): Literal {
    return not(this.and(not(a), not(b)));
  }

  all(literals: readonly Literal[]): Literal {
    return [...literals].sort((a, b) => a - b).reduce((all, one) => this.and(all, one), ALWAYS);
  }

  any(literals: readonly Literal[]): Literal {
    return not(this.all(literals.map(not)));
  }

  #add(key: string, node: Atom | readonly [Literal, Literal]): Literal {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const literal = 2 * this.nodes.length;
    this.nodes.push(node);
    this.#known.set(key, literal);
    return literal;
  }
}
