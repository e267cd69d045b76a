import type { Comparison } from '../condition.ts';
import type { Day } from '../day.ts';
import type { Known } from '../known.ts';
import { compares, deducted } from '../score.ts';
import type { CompiledPack, CompiledScore } from './compiled-pack.ts';
import type { Literal } from './graph.ts';
import type { Inputs } from './inputs.ts';

/** Lanes of a word. */
export const LANES = 32;

/** The least and the most a score can come to in one lane. */
interface Range {
  lowest: number;
  highest: number;
}

/** A question about a score, and where its words are. */
interface ScoreAtom {
  test: Comparison;
  at: number;
}

/** Works out one pack in 32 lanes at a time, from inputs that many packs can share. */
export class Evaluator {
  readonly compiled: CompiledPack;
  readonly #inputs: Inputs;
  readonly #atoms: Int32Array;
  readonly #nodes: Literal;
  /** Of each node the two words it is made of. */
  readonly #parts: Int32Array;
  readonly #facts: Int32Array;
  /** Of each score the atoms about it. */
  readonly #asked: readonly (readonly ScoreAtom[])[];

  /** @param inputs made for this pack, among others */
  constructor(compiled: CompiledPack, inputs: Inputs) {
    this.compiled = compiled;
    this.#inputs = inputs;
    const { atoms, nodes } = inputs.wordsOf(compiled);
    this.#atoms = atoms;
    this.#nodes = nodes;
    this.#parts = this.wordsOf(compiled.nodes);
    this.#facts = inputs.factsOf(compiled);
    this.#asked = compiled.scores.map((_, score) =>
      compiled.atoms.flatMap((atom, i) =>
        atom.is === 'score' && atom.score === score ? [{ test: atom.test, at: this.#wordOf(2 * i + 2) }] : [],
      ),
    );
  }

  /** Enters what the pack asks of a profile on a day into lanes of the inputs. */
  enter(known: Known, asOf: Day, lanes: number): void {
    this.#inputs.enter(known, asOf, lanes, this.#facts);
  }

  /**
   * Works out everything from what has been entered.
   *
   * @param lanes how many lanes are in use; what stands in the others means nothing
   */
  run(lanes: number): void {
    const { stages } = this.compiled;
    let from = 0;
    for (let score = 0; score < stages.length; score++) {
      const end = stages[score] as number;
      this.#workOut(from, end);
      this.#answerScore(score, lanes);
      from = end;
    }
    this.#workOut(from, this.#parts.length / 2);
  }

  /** Where the words of literals of the pack are among those of the inputs. */
  wordsOf(literals: ArrayLike<Literal>): Int32Array {
    return Int32Array.from(literals, (literal) => this.#wordOf(literal));
  }

  /** True, false, or undefined where it is unknown in a lane. */
  truth(literal: Literal, lane: number): boolean | undefined {
    const { words } = this.#inputs;
    const at = this.#wordOf(literal);
    const bit = 1 << lane;
    if (((words[at] ?? 0) & bit) !== 0) return true;
    return ((words[at ^ 1] ?? 0) & bit) !== 0 ? false : undefined;
  }

  #wordOf(literal: Literal): number {
    const node = (literal >> 1) - 1 - this.#atoms.length;
    if (node >= 0) return this.#nodes + 2 * node + (literal & 1);
    return literal < 2 ? literal : (this.#atoms[(literal >> 1) - 1] as number) + (literal & 1);
  }

  /** Both sides of every node: where both parts hold, and where one of them does not. */
  #workOut(from: number, end: number): void {
    const { words } = this.#inputs;
    const parts = this.#parts;
    let at = this.#nodes + 2 * from;
    for (let i = 2 * from; i < 2 * end; i += 2) {
      const a = parts[i] as number;
      const b = parts[i + 1] as number;
      words[at] = (words[a] as number) & (words[b] as number);
      words[at + 1] = (words[a ^ 1] as number) | (words[b ^ 1] as number);
      at += 2;
    }
  }

  /** Answers the atoms about a score, lane by lane. */
  #answerScore(score: number, lanes: number): void {
    const { words } = this.#inputs;
    const asked = this.#asked[score] ?? [];
    for (const { at } of asked) words.fill(0, at, at + 2);
    for (let lane = 0; lane < lanes; lane++) {
      const { lowest, highest } = this.scoreRange(score, lane);
      for (const { test, at } of asked) {
        const holds = compares(test, lowest);
        // A comparison has one turning point: what holds at both ends holds between them.
        if (holds !== compares(test, highest)) continue;
        const side = holds ? at : at + 1;
        words[side] = (words[side] ?? 0) | (1 << lane);
      }
    }
  }

  /** What a score comes to at least and at most, its answers taken one by one. */
  scoreRange(number: number, lane: number): Range {
    const score = this.compiled.scores[number];
    if (!score) return { lowest: 0, highest: 0 };
    if (score.kind === 'questionnaire') {
      const total = { lowest: 0, highest: 0 };
      for (const item of score.items) {
        const { lowest, highest } = this.#itemRange(item, lane);
        total.lowest += lowest;
        total.highest += highest;
      }
      return total;
    }
    const whole = this.scoreRange(score.of, lane);
    const less = {
      lowest: deducted(whole.lowest, score.percent),
      highest: deducted(whole.highest, score.percent),
    };
    const isLess = this.truth(score.when, lane);
    if (isLess !== undefined) return isLess ? less : whole;
    return {
      lowest: Math.min(whole.lowest, less.lowest),
      highest: Math.max(whole.highest, less.highest),
    };
  }

  #itemRange({ asked, oneAnswer, isWhole, answers }: Item, lane: number): Range {
    const isAsked = this.truth(asked, lane);
    if (isAsked === false) return NOTHING;
    const given = answers.map(({ given, points }) => ({ points, is: this.truth(given, lane) }));
    const range = oneAnswer ? rangeOfOne(given, isWhole) : rangeOfAll(given);
    if (isAsked) return range;
    return { lowest: Math.min(0, range.lowest), highest: Math.max(0, range.highest) };
  }
}

type Item = Extract<CompiledScore, { kind: 'questionnaire' }>['items'][number];

const NOTHING: Range = { lowest: 0, highest: 0 };

interface Given {
  points: number;
  is: boolean | undefined;
}

/** Exactly one of the answers is given, or one without points. */
function rangeOfOne(given: readonly Given[], isWhole: boolean): Range {
  const sure = given.find(({ is }) => is === true);
  if (sure) return { lowest: sure.points, highest: sure.points };
  const possible = given.filter(({ is }) => is === undefined).map(({ points }) => points);
  if (!isWhole || possible.length === 0) possible.push(0);
  return { lowest: Math.min(...possible), highest: Math.max(...possible) };
}

/** Any of the answers can be given, each for itself. */
function rangeOfAll(given: readonly Given[]): Range {
  const range = { lowest: 0, highest: 0 };
  for (const { points, is } of given) {
    if (is !== false && points > 0) range.highest += points;
    if (is !== false && points < 0) range.lowest += points;
    if (is === true && points > 0) range.lowest += points;
    if (is === true && points < 0) range.highest += points;
  }
  return range;
}
