/**
 * Decision diagrams: functions of unknown facts, reduced and shared, so that equal functions are the same number.
 *
 * They make unknowns exact. A condition whose diagram is a leaf does not depend on any unknown fact, however often it
 * mentions one; and the variables left in a diagram are exactly those on which the result depends.
 */

/** A diagram: an index into the nodes of one `Diagrams`. */
export type Diagram = number;

/** A question about one unknown fact, with a fixed number of answers, numbered from 0. */
export interface Variable {
  fact: string;
  /** What each answer means, for people: `recruitment-screening: yes`. */
  answers: readonly string[];
}

interface Node {
  variable: number;
  children: readonly Diagram[];
}

/** More nodes than any real pack needs by orders of magnitude; reached only by a runaway condition. */
const NODE_LIMIT = 2_000_000;

export class Diagrams<Leaf extends string> {
  readonly variables: Variable[] = [];
  readonly #leaves: Leaf[] = [];
  readonly #nodes: (Node | undefined)[] = [];
  readonly #unique = new Map<string, Diagram>();
  readonly #chosen = new Map<string, Diagram>();
  readonly yes: Diagram;
  readonly no: Diagram;

  /** @param yes the leaf that stands for true @param no the leaf that stands for false */
  constructor(yes: Leaf, no: Leaf) {
    this.no = this.leaf(no);
    this.yes = this.leaf(yes);
  }

  /** The constant function. */
  leaf(value: Leaf): Diagram {
    const key = `=${value}`;
    const known = this.#unique.get(key);
    if (known !== undefined) return known;
    this.#leaves[this.#nodes.length] = value;
    this.#nodes.push(undefined);
    this.#unique.set(key, this.#nodes.length - 1);
    return this.#nodes.length - 1;
  }

  /** Adds a variable below all others and returns its number. */
  declare(variable: Variable): number {
    this.variables.push(variable);
    return this.variables.length - 1;
  }

  /** The function that asks `variable` and goes on with the child of its answer. */
  ask(variable: number, children: readonly Diagram[]): Diagram {
    const [first] = children;
    if (first !== undefined && children.every((child) => child === first)) return first;
    const key = `${variable}:${children.join(',')}`;
    const known = this.#unique.get(key);
    if (known !== undefined) return known;
    if (this.#nodes.length >= NODE_LIMIT) throw new Error('a condition is too large to be decided exactly');
    this.#nodes.push({ variable, children });
    this.#unique.set(key, this.#nodes.length - 1);
    return this.#nodes.length - 1;
  }

  /** `then` where `condition` holds, `otherwise` where it does not. `condition` has only yes and no as leaves. */
  choose(condition: Diagram, then: Diagram, otherwise: Diagram): Diagram {
    if (condition === this.yes || then === otherwise) return then;
    if (condition === this.no) return otherwise;
    if (then === this.yes && otherwise === this.no) return condition;
    const key = `${condition},${then},${otherwise}`;
    const known = this.#chosen.get(key);
    if (known !== undefined) return known;
    const variable = Math.min(this.#top(condition), this.#top(then), this.#top(otherwise));
    const result = this.ask(
      variable,
      this.#answersOf(variable).map((_, answer) =>
        this.choose(
          this.given(condition, variable, answer),
          this.given(then, variable, answer),
          this.given(otherwise, variable, answer),
        ),
      ),
    );
    this.#chosen.set(key, result);
    return result;
  }

  and(a: Diagram, b: Diagram): Diagram {
    return this.choose(a, b, this.no);
  }

  or(a: Diagram, b: Diagram): Diagram {
    return this.choose(a, this.yes, b);
  }

  not(a: Diagram): Diagram {
    return this.choose(a, this.no, this.yes);
  }

  /** The leaf's value when the diagram is constant; undefined when it depends on an unknown fact. */
  constant(diagram: Diagram): Leaf | undefined {
    return this.#leaves[diagram];
  }

  /** Every leaf some answers lead to, in the order of their creation. */
  leaves(diagram: Diagram): Leaf[] {
    return [...this.#reach(diagram)]
      .sort((a, b) => a - b)
      .flatMap((node) => (this.#nodes[node] === undefined ? (this.#leaves[node] ?? []) : []));
  }

  /** The variables on which the function depends. */
  support(diagram: Diagram): Set<number> {
    const variables = new Set<number>();
    for (const index of this.#reach(diagram)) {
      const node = this.#nodes[index];
      if (node) variables.add(node.variable);
    }
    return variables;
  }

  /** The function when the answers to some variables are given (`undefined` leaves one open). */
  restrict(diagram: Diagram, answerOf: (variable: number) => number | undefined): Diagram {
    const done = new Map<Diagram, Diagram>();
    const walk = (index: Diagram): Diagram => {
      const node = this.#nodes[index];
      if (node === undefined) return index;
      const known = done.get(index);
      if (known !== undefined) return known;
      const answer = answerOf(node.variable);
      const result =
        answer === undefined
          ? this.ask(node.variable, node.children.map(walk))
          : walk(node.children[answer] ?? index);
      done.set(index, result);
      return result;
    };
    return walk(diagram);
  }

  /** The function when its topmost possible variable has an answer; the diagram itself if it starts lower. */
  given(diagram: Diagram, variable: number, answer: number): Diagram {
    const node = this.#nodes[diagram];
    return node?.variable === variable ? (node.children[answer] ?? diagram) : diagram;
  }

  #top(diagram: Diagram): number {
    return this.#nodes[diagram]?.variable ?? Number.POSITIVE_INFINITY;
  }

  #answersOf(variable: number): readonly string[] {
    return this.variables[variable]?.answers ?? [];
  }

  #reach(diagram: Diagram): Set<Diagram> {
    const seen = new Set<Diagram>();
    const stack = [diagram];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      if (seen.has(index)) continue;
      seen.add(index);
      stack.push(...(this.#nodes[index]?.children ?? []));
    }
    return seen;
  }
}
