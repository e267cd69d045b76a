import type { Atom } from './atom.ts';
import type { CompiledPack, CompiledScore, Schedule } from './compiled-pack.ts';
import type { Graph, Literal } from './graph.ts';

/** A compiled pack whose literals are still those of the graph under construction. */
export type Drafted = Omit<CompiledPack, 'atoms' | 'nodes' | 'stages'>;

/** Literals up to here fit 16 bits. */
const SHORT = 0xffff;

/** Numbers the nodes that something needs so that one pass works them out: atoms first, then by the scores they wait for. */
export function layOut(graph: Graph, draft: Drafted): CompiledPack {
  const stageOf = stagesOf(graph, literalsIn(draft));
  const used = [...stageOf.keys()].filter((node) => node > 0);
  const isAtom = (node: number): boolean => 'is' in (graph.nodes[node] ?? []);
  const atoms = used.filter(isAtom).sort((a, b) => a - b);
  const inner = used
    .filter((node) => !isAtom(node))
    .sort((a, b) => (stageOf.get(a) ?? 0) - (stageOf.get(b) ?? 0) || a - b);
  const numbers = new Map([0, ...atoms, ...inner].map((node, i) => [node, i]));
  const moved = (literal: Literal): Literal => 2 * (numbers.get(literal >> 1) ?? 0) + (literal & 1);
  const pairs = inner.flatMap((node) => {
    const pair = graph.nodes[node];
    return pair && !('is' in pair) ? pair.map(moved) : [];
  });
  return {
    ...withLiterals(draft, moved),
    atoms: atoms.map((node) => graph.nodes[node] as Atom),
    nodes: 2 * numbers.size > SHORT ? Uint32Array.from(pairs) : Uint16Array.from(pairs),
    stages: draft.scores.map((_, score) => inner.filter((node) => (stageOf.get(node) ?? 0) <= score).length),
  };
}

/** For every node that is needed, how many scores have to be worked out before it. */
function stagesOf(graph: Graph, needed: readonly Literal[]): Map<number, number> {
  const stages = new Map<number, number>([[0, 0]]);
  const visit = (node: number): number => {
    const known = stages.get(node);
    if (known !== undefined) return known;
    const what = graph.nodes[node];
    const stage =
      what === undefined
        ? 0
        : 'is' in what
          ? what.is === 'score'
            ? what.score + 1
            : 0
          : Math.max(visit(what[0] >> 1), visit(what[1] >> 1));
    stages.set(node, stage);
    return stage;
  };
  for (const literal of needed) visit(literal >> 1);
  return stages;
}

function literalsIn(draft: Drafted): Literal[] {
  const literals: Literal[] = [];
  withLiterals(draft, (literal) => {
    literals.push(literal);
    return literal;
  });
  return literals;
}

/** The same with every literal changed. */
function withLiterals(draft: Drafted, change: (literal: Literal) => Literal): Drafted {
  return {
    ...draft,
    scores: draft.scores.map((score) => scoreWith(score, change)),
    scope: change(draft.scope),
    roles: Object.fromEntries(Object.entries(draft.roles).map(([role, holds]) => [role, change(holds)])),
    rules: draft.rules.map(change),
    subjects: draft.subjects.map((subject) => ({ ...subject, applies: change(subject.applies) })),
    schedules: draft.schedules.map(
      ({ open, later, isDated }): Schedule => ({
        isDated,
        open: change(open),
        later: later.map((one) => ({ ...one, holds: change(one.holds) })),
      }),
    ),
  };
}

function scoreWith(score: CompiledScore, change: (literal: Literal) => Literal): CompiledScore {
  if (score.kind === 'deduction') return { ...score, when: change(score.when) };
  return {
    ...score,
    items: score.items.map(({ asked, answers, ...item }) => ({
      ...item,
      asked: change(asked),
      answers: answers.map(({ given, points }) => ({ given: change(given), points })),
    })),
  };
}
