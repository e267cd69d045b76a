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

/** More nodes than any real pack needs by orders of magnitude; reached only by a runaway condition. */
const NODE_LIMIT = 5_000_000;

/** Entries of the hash table at first and of the memory of `choose` at most, powers of two. */
const SMALLEST = 1 << 8;
const LARGEST_MEMORY = 1 << 18;

const LEAF = Number.MAX_SAFE_INTEGER;
const NO_CHILDREN: readonly Diagram[] = [];

export class Diagrams<Leaf extends string> {
  readonly variables: Variable[] = [];
  readonly yes: Diagram;
  readonly no: Diagram;
  /** Of each node: its variable (LEAF for a leaf) and, for each answer, what follows. */
  readonly #variableOf: number[] = [];
  readonly #childrenOf: (readonly Diagram[])[] = [];
  readonly #leafValues = new Map<Diagram, Leaf>();
  readonly #leafOf = new Map<Leaf, Diagram>();
  readonly #leavesBelow = new Map<Diagram, readonly Leaf[]>();
  /** Of each node the walk that saw it last. */
  readonly #seenBy: number[] = [];
  #walks = 0;
  /** Open-addressed hash table of all inner nodes: index + 1, or 0 for a free place. */
  #table = new Int32Array(SMALLEST);
  /** Direct-mapped memory of `choose`: condition, then, otherwise, result; new entries push out old ones. */
  #memory = new Int32Array(4 * SMALLEST);

  /** @param yes the leaf that stands for true @param no the leaf that stands for false */
  constructor(yes: Leaf, no: Leaf) {
    this.no = this.leaf(no);
    this.yes = this.leaf(yes);
  }

  /** The constant function. */
  leaf(value: Leaf): Diagram {
    const known = this.#leafOf.get(value);
    if (known !== undefined) return known;
    const diagram = this.#add(LEAF, NO_CHILDREN);
    this.#leafOf.set(value, diagram);
    this.#leafValues.set(diagram, value);
    return diagram;
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
    const place = this.#find(variable, children);
    const known = this.#table[place] ?? 0;
    if (known > 0) return known - 1;
    const diagram = this.#add(variable, children);
    this.#table[place] = diagram + 1;
    if (2 * this.#variableOf.length > this.#table.length) this.#grow();
    return diagram;
  }

  /** `then` where `condition` holds, `otherwise` where it does not. `condition` has only yes and no as leaves. */
  choose(condition: Diagram, then: Diagram, otherwise: Diagram): Diagram {
    if (condition === this.yes || then === otherwise) return then;
    if (condition === this.no) return otherwise;
    if (then === this.yes && otherwise === this.no) return condition;
    const memory = this.#memory;
    const at = 4 * (hash(hash(condition, then), otherwise) & (memory.length / 4 - 1));
    // An empty entry has condition 0, which is `no` and never gets here.
    if (memory[at] === condition && memory[at + 1] === then && memory[at + 2] === otherwise)
      return memory[at + 3] ?? 0;
    const variable = Math.min(this.#top(condition), this.#top(then), this.#top(otherwise));
    const children: Diagram[] = [];
    const count = this.variables[variable]?.answers.length ?? 0;
    for (let answer = 0; answer < count; answer++) {
      children.push(
        this.choose(
          this.#given(condition, variable, answer),
          this.#given(then, variable, answer),
          this.#given(otherwise, variable, answer),
        ),
      );
    }
    const result = this.ask(variable, children);
    memory[at] = condition;
    memory[at + 1] = then;
    memory[at + 2] = otherwise;
    memory[at + 3] = result;
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

  /** The function whose leaves are changed. */
  mapLeaves(diagram: Diagram, change: (value: Leaf) => Leaf): Diagram {
    return this.#bind(diagram, (value) => this.leaf(change(value)));
  }

  /**
   * The sum of functions whose leaves are whole numbers. Walks the functions in the order of their variables with the sum
   * so far, so that the size is that of the variables times the different sums, not that of the answers.
   */
  sum(this: Diagrams<string>, terms: readonly Diagram[]): Diagram {
    const ordered = [...terms].sort(
      (a, b) => this.#top(a) - this.#top(b) || this.#bottom(a) - this.#bottom(b),
    );
    const known = new Map<string, Diagram>();
    const from = (index: number, sum: number): Diagram => {
      const term = ordered[index];
      if (term === undefined) return this.leaf(String(sum));
      const key = `${index} ${sum}`;
      const total = known.get(key) ?? this.#bind(term, (points) => from(index + 1, sum + Number(points)));
      known.set(key, total);
      return total;
    };
    return from(0, 0);
  }

  /** The function that goes on where the leaves of another one lead. */
  #bind(diagram: Diagram, next: (value: Leaf) => Diagram): Diagram {
    const known = new Map<Diagram, Diagram>();
    const bound = (node: Diagram): Diagram => {
      const value = this.#leafValues.get(node);
      const result =
        known.get(node) ??
        (value === undefined
          ? this.#select(this.#top(node), (this.#childrenOf[node] ?? NO_CHILDREN).map(bound))
          : next(value));
      known.set(node, result);
      return result;
    };
    return bound(diagram);
  }

  /** The function that follows the child of the answer to `variable`, wherever that variable stands among theirs. */
  #select(variable: number, children: readonly Diagram[], known = new Map<string, Diagram>()): Diagram {
    const key = children.join();
    const result = known.get(key) ?? this.#selectNew(variable, children, known);
    known.set(key, result);
    return result;
  }

  #selectNew(variable: number, children: readonly Diagram[], known: Map<string, Diagram>): Diagram {
    const top = children.reduce((least, child) => Math.min(least, this.#top(child)), variable);
    const count = this.variables[top]?.answers.length ?? 0;
    const answers = Array.from({ length: count }, (_, answer) =>
      top === variable
        ? this.#given(children[answer] ?? this.no, variable, answer)
        : this.#select(
            variable,
            children.map((child) => this.#given(child, top, answer)),
            known,
          ),
    );
    return this.ask(top, answers);
  }

  /** The leaf's value when the diagram is constant; undefined when it depends on an unknown fact. */
  constant(diagram: Diagram): Leaf | undefined {
    return this.#leafValues.get(diagram);
  }

  /** Every leaf that some answers lead to, sorted. */
  leaves(diagram: Diagram): Leaf[] {
    const known = this.#leavesBelow.get(diagram);
    if (known) return [...known];
    const leaves: Leaf[] = [];
    for (const node of this.#reach(diagram)) {
      const value = this.#variableOf[node] === LEAF ? this.#leafValues.get(node) : undefined;
      if (value !== undefined) leaves.push(value);
    }
    this.#leavesBelow.set(diagram, leaves.sort());
    return [...leaves];
  }

  /** The variables on which the function depends. */
  support(diagram: Diagram): Set<number> {
    const variables = new Set<number>();
    for (const node of this.#reach(diagram)) variables.add(this.#top(node));
    variables.delete(LEAF);
    return variables;
  }

  /** Whether the function is constant once the answers to some variables are given (`undefined` leaves one open). */
  isSettledBy(diagram: Diagram, answerOf: (variable: number) => number | undefined): boolean {
    const walk = ++this.#walks;
    const stack = [diagram];
    let leaf: Diagram | undefined;
    // Depth first: two different leaves, which end the search, are found after a few steps.
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (this.#seenBy[node] === walk) continue;
      this.#seenBy[node] = walk;
      const variable = this.#top(node);
      if (variable === LEAF) {
        if (leaf !== undefined) return false;
        leaf = node;
        continue;
      }
      const children = this.#childrenOf[node] ?? NO_CHILDREN;
      const answer = answerOf(variable);
      if (answer === undefined) for (const child of children) stack.push(child);
      else stack.push(...children.slice(answer, answer + 1));
    }
    return true;
  }

  /** Every leaf that is still possible once the answers to some variables are given, sorted. */
  leavesGiven(diagram: Diagram, answerOf: (variable: number) => number | undefined): Leaf[] {
    const reached = new Set([diagram]);
    for (const node of reached) {
      const children = this.#childrenOf[node] ?? NO_CHILDREN;
      const answer = children.length === 0 ? undefined : answerOf(this.#top(node));
      for (const child of answer === undefined ? children : children.slice(answer, answer + 1))
        reached.add(child);
    }
    return [...reached].flatMap((node) => this.#leafValues.get(node) ?? []).sort();
  }

  #bottom(diagram: Diagram): number {
    return Math.max(-1, ...this.support(diagram));
  }

  #top(diagram: Diagram): number {
    return this.#variableOf[diagram] ?? LEAF;
  }

  /** The function when `variable` has an answer; the function itself if it does not start with that variable. */
  #given(diagram: Diagram, variable: number, answer: number): Diagram {
    return this.#variableOf[diagram] === variable
      ? (this.#childrenOf[diagram]?.[answer] ?? diagram)
      : diagram;
  }

  #reach(diagram: Diagram): Diagram[] {
    const walk = ++this.#walks;
    const reached = [diagram];
    for (const node of reached) {
      for (const child of this.#childrenOf[node] ?? NO_CHILDREN) {
        if (this.#seenBy[child] === walk) continue;
        this.#seenBy[child] = walk;
        reached.push(child);
      }
    }
    return reached;
  }

  #add(variable: number, children: readonly Diagram[]): Diagram {
    if (this.#variableOf.length >= NODE_LIMIT)
      throw new Error('a condition is too large to be decided exactly');
    this.#variableOf.push(variable);
    this.#childrenOf.push(children);
    this.#seenBy.push(0);
    return this.#variableOf.length - 1;
  }

  /** The place of a node in the table, or the free place where it belongs. */
  #find(variable: number, children: readonly Diagram[]): number {
    const mask = this.#table.length - 1;
    let place = children.reduce(hash, variable) & mask;
    for (let entry = this.#table[place] ?? 0; entry > 0; entry = this.#table[place] ?? 0) {
      if (this.#isNode(entry - 1, variable, children)) return place;
      place = (place + 1) & mask;
    }
    return place;
  }

  #isNode(node: Diagram, variable: number, children: readonly Diagram[]): boolean {
    if (this.#variableOf[node] !== variable) return false;
    const own = this.#childrenOf[node] ?? NO_CHILDREN;
    return own.length === children.length && own.every((child, i) => child === children[i]);
  }

  #grow(): void {
    this.#table = new Int32Array(4 * this.#table.length);
    this.#memory = new Int32Array(4 * Math.min(this.#table.length, LARGEST_MEMORY));
    for (const [node, variable] of this.#variableOf.entries()) {
      const children = this.#childrenOf[node] ?? NO_CHILDREN;
      if (variable !== LEAF) this.#table[this.#find(variable, children)] = node + 1;
    }
  }
}

function hash(a: number, b: number): number {
  return (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ (a >>> 13)) | 0;
}
