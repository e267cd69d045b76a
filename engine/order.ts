import type { Condition, Test } from './condition.ts';
import type { Catalogue } from './facts.ts';
import type { Exception, Pack } from './pack.ts';

/** A variable of decision diagrams: a fact, or one member of a set fact. */
export interface Atom {
  key: string;
  fact: string;
  /** The option or place, for a set fact. */
  member: string | undefined;
}

/** The atoms a test of a fact speaks of. A member of a set is a variable of its own. */
function atomsOf(fact: string, test: Test, isSet: boolean): Atom[] {
  if (isSet && (test.is === 'any-of' || test.is === 'all-of')) {
    return test.values.map((member) => ({ key: `${fact}=${member}`, fact, member }));
  }
  return [{ key: fact, fact, member: undefined }];
}

const ROUNDS = 25;

const orders = new WeakMap<Pack, readonly Atom[]>();

/** The order of a pack's variables, worked out once: that takes longer than an evaluation. */
export function orderOf(pack: Pack, catalogue: Catalogue): readonly Atom[] {
  const order =
    orders.get(pack) ?? pack.order ?? orderAtoms(pack, (fact) => catalogue.get(fact)?.type === 'set');
  orders.set(pack, order);
  return order;
}

/**
 * A good order of the variables: those that meet in the same condition stand close together. Diagrams can grow
 * exponentially in a bad order and stay small in a good one.
 *
 * The FORCE heuristic (Aloul, Markov, Sakallah 2003): every variable and every condition moves to the centre of the
 * conditions it takes part in, until the total span stops shrinking. It starts from the end of the pack: scope, roles and
 * definitions, written first and shared by many rules, come to lie below what tells the rules apart.
 *
 * @param isSet whether a fact is a set
 */
export function orderAtoms(pack: Pack, isSet: (fact: string) => boolean): Atom[] {
  const graph = new Graph(pack, isSet);
  let order = [...graph.names].reverse();
  let best = order;
  let bestSpan = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const place = new Map(order.map((name, i) => [name, i]));
    const centres = graph.edges.map((edge) => mean(edge.map((name) => place.get(name) ?? 0)));
    const span = graph.edges.reduce((sum, edge) => sum + spread(edge.map((name) => place.get(name) ?? 0)), 0);
    if (span < bestSpan) {
      bestSpan = span;
      best = order;
    }
    const pull = new Map(
      order.map((name) => [name, mean((graph.edgesOf.get(name) ?? []).map((i) => centres[i] ?? 0))]),
    );
    order = [...order].sort((a, b) => (pull.get(a) ?? 0) - (pull.get(b) ?? 0));
  }
  return scoresLast(
    best.flatMap((name) => graph.atoms.get(name) ?? []),
    pack,
  );
}

/**
 * The questions of each questionnaire stand together in their order, each with all its answers, below all else. A function of two scores then has the size of
 * their sum; with their questions mixed it would have that of their product.
 */
function scoresLast(atoms: readonly Atom[], pack: Pack): Atom[] {
  const rankOf = new Map<string, number>();
  for (const score of pack.scores.values()) {
    if (score.kind === 'deduction') continue;
    for (const { fact } of score.items) rankOf.set(fact, rankOf.get(fact) ?? rankOf.size);
  }
  const rank = ({ fact }: Atom): number => rankOf.get(fact) ?? -1;
  return [...atoms].sort((a, b) => rank(a) - rank(b));
}

/** Conditions and atoms as nodes; one edge joins a condition with its parts. */
class Graph {
  /** The variables at each place of the order. Members of the same name of several facts share one. */
  readonly atoms = new Map<string, Atom[]>();
  readonly edges: string[][] = [];
  readonly names: string[];
  readonly edgesOf = new Map<string, number[]>();
  readonly #isSet: (fact: string) => boolean;
  #conditions = 0;

  constructor(pack: Pack, isSet: (fact: string) => boolean) {
    this.#isSet = isSet;
    for (const rule of pack.rules) {
      const parts = [rule.when ? this.#node(rule.when) : [], this.#exceptions(rule.unless)].flat();
      this.#edge(`is ${rule.id}`, parts);
      this.#edge(
        `windows of ${rule.id}`,
        rule.windows.flatMap((window) => (window.when ? this.#node(window.when) : [])),
      );
    }
    for (const score of pack.scores.values()) {
      if (score.kind === 'deduction') {
        this.#edge(`score ${score.id}`, [`score ${score.of}`, ...this.#node(score.when)]);
        continue;
      }
      for (const { answers, when } of score.items) {
        const given = answers.flatMap((answer) => this.#node(answer.given));
        this.#edge(`score ${score.id}`, [...given, ...(when ? this.#node(when) : [])]);
      }
    }
    for (const [role, condition] of pack.roles) this.#edge(`role ${role}`, this.#node(condition));
    this.names = [...this.edgesOf.keys()];
  }

  #exceptions(exceptions: readonly Exception[]): string[] {
    return exceptions.flatMap((exception) => [
      ...this.#node(exception.when),
      ...this.#exceptions(exception.unless),
    ]);
  }

  /** The names a condition contributes to the one around it. */
  #node(condition: Condition): string[] {
    switch (condition.op) {
      case 'fact':
        return atomsOf(condition.fact, condition.test, this.#isSet(condition.fact)).map((atom) =>
          this.#place(atom),
        );
      case 'is':
        return [`is ${condition.id}`];
      case 'score':
        return [`score ${condition.score}`];
      case 'not':
        return this.#node(condition.of);
      case 'all':
      case 'any': {
        const name = `condition ${++this.#conditions}`;
        this.#edge(
          name,
          condition.of.flatMap((part) => this.#node(part)),
        );
        return [name];
      }
    }
  }

  #place(atom: Atom): string {
    const name = atom.member ?? atom.key;
    const atoms = this.atoms.get(name) ?? [];
    if (!atoms.some(({ key }) => key === atom.key)) this.atoms.set(name, [...atoms, atom]);
    return name;
  }

  #edge(name: string, parts: readonly string[]): void {
    const edge = [...new Set([name, ...parts])];
    this.edges.push(edge);
    for (const member of edge) {
      this.edgesOf.set(member, [...(this.edgesOf.get(member) ?? []), this.edges.length - 1]);
    }
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
