import type { Day } from '../day.ts';
import type { Catalogue } from '../facts.ts';
import type { Pack } from '../pack.ts';
import { compiledOf } from './compile.ts';
import type { CompiledPack, CompiledSubject } from './compiled-pack.ts';
import { Evaluator, LANES } from './evaluator.ts';
import { Graph, type Literal } from './graph.ts';
import { Inputs } from './inputs.ts';
import { mayApply } from './states.ts';
import { VectorReader } from './vector-reader.ts';

/** A subject that is not what it was: as it was, if it was there, and as it is. */
interface Changed {
  before: CompiledSubject | undefined;
  after: CompiledSubject | undefined;
}

/**
 * Tells which systems two versions of a pack make a difference to: those for which a rule that changed applies, will, or may,
 * under one of them. For all others every rule either is the same, conditions and all, or does not apply under both.
 */
export class PackDifference {
  readonly #before: Evaluator;
  readonly #after: Evaluator;
  readonly #inputs: Inputs;
  readonly #readers = new WeakMap<Catalogue, VectorReader>();
  readonly #changed: readonly Changed[];
  readonly #changedWithin: readonly Literal[];
  /** Whether a prohibition came or went: everybody's is told, also where it is clear. */
  readonly #concernsAll: boolean;
  /** Whether a measurement can supply a fact under one of them, which a system's facts do not tell. */
  readonly readsMeasurements: boolean;

  constructor(before: Pack, after: Pack, catalogue: Catalogue) {
    const compiled = [compiledOf(before, catalogue), compiledOf(after, catalogue)] as const;
    this.#inputs = new Inputs(compiled);
    this.#before = new Evaluator(compiled[0], this.#inputs);
    this.#after = new Evaluator(compiled[1], this.#inputs);
    this.#changed = changedSubjects(before, after, compiled);
    this.#concernsAll = prohibitionsOf(before) !== prohibitionsOf(after);
    // Scores and measures stand in an assessment beside the findings.
    const isOtherBeside =
      !equal([...before.scores], [...after.scores]) || !equal(before.measures, after.measures);
    this.readsMeasurements = [before, after].some(({ measures }) => measures.length > 0);
    this.#changedWithin = isOtherBeside ? [compiled[0].scope, compiled[1].scope] : [];
  }

  /**
   * Whether the difference concerns each of some systems.
   *
   * @param vectors their packed facts
   * @param catalogue the one all vectors were made with
   */
  concerns(vectors: readonly Uint8Array[], catalogue: Catalogue, asOf: Day): boolean[] {
    const reader = this.#readers.get(catalogue) ?? new VectorReader(this.#inputs, catalogue);
    this.#readers.set(catalogue, reader);
    const concerned: boolean[] = [];
    for (let first = 0; first < vectors.length; first += LANES) {
      const some = vectors.slice(first, first + LANES);
      this.#inputs.clear();
      reader.enter(some, asOf);
      this.#before.run(some.length);
      this.#after.run(some.length);
      for (const lane of some.keys()) concerned.push(this.#concerns(lane));
    }
    return concerned;
  }

  #concerns(lane: number): boolean {
    if (this.#concernsAll) return true;
    const [scopeBefore, scopeAfter] = this.#changedWithin;
    if (scopeBefore !== undefined && this.#before.truth(scopeBefore, lane) !== false) return true;
    if (scopeAfter !== undefined && this.#after.truth(scopeAfter, lane) !== false) return true;
    return this.#changed.some(
      ({ before, after }) =>
        (before !== undefined && mayApply(this.#before, before, lane)) ||
        (after !== undefined && mayApply(this.#after, after, lane)),
    );
  }
}

function prohibitionsOf({ rules }: Pack): string {
  return rules
    .flatMap(({ id, kind, roles }) => (kind === 'prohibition' ? [`${id} ${roles}`] : []))
    .sort()
    .join();
}

function changedSubjects(
  before: Pack,
  after: Pack,
  [compiledBefore, compiledAfter]: readonly [CompiledPack, CompiledPack],
): Changed[] {
  const sameScores = equal([...before.scores], [...after.scores]);
  const graph = new Graph();
  const was = described(before, compiledBefore, graph, sameScores ? '' : 'before');
  const is = described(after, compiledAfter, graph, sameScores ? '' : 'after');
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [one, other] = [was.get(key), is.get(key)];
    return one && other && one.text === other.text ? [] : [{ before: one?.subject, after: other?.subject }];
  });
}

interface Described {
  subject: CompiledSubject;
  /** Equal for subjects that cannot come to anything else. */
  text: string;
}

/** Every subject of a pack by its rule and role, with its content and conditions in terms of a shared graph. */
function described(pack: Pack, compiled: CompiledPack, graph: Graph, scores: string): Map<string, Described> {
  const literals = sharedLiterals(compiled, graph, scores);
  const shared = (literal: Literal): Literal => (literals[literal >> 1] ?? 0) ^ (literal & 1);
  return new Map(
    compiled.subjects.map((subject) => {
      const rule = pack.rules[subject.rule];
      const schedule = compiled.schedules[subject.schedule];
      const text = JSON.stringify([
        rule?.digest,
        rule?.force,
        rule?.windows,
        shared(subject.applies),
        schedule && shared(schedule.open),
        schedule?.later.map(({ holds, from, fact }) => [shared(holds), from, fact]),
      ]);
      return [`${rule?.id} ${subject.role}`, { subject, text }];
    }),
  );
}

/** The literal that each node of a compiled pack has in a graph, where equal conditions have equal ones. */
function sharedLiterals({ atoms, nodes }: CompiledPack, graph: Graph, scores: string): Literal[] {
  const literals: Literal[] = [0];
  for (const atom of atoms) {
    // A score of the same number is another where the scores are others.
    const literal = graph.atom(atom);
    literals.push(
      atom.is === 'score' && scores ? graph.and(literal, graph.atom({ is: 'yes', fact: scores })) : literal,
    );
  }
  const of = (literal: Literal): Literal => (literals[literal >> 1] ?? 0) ^ (literal & 1);
  for (let i = 0; i < nodes.length; i += 2)
    literals.push(graph.and(of(nodes[i] ?? 0), of(nodes[i + 1] ?? 0)));
  return literals;
}

function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
