import type { Day } from '../day.ts';
import type { Known } from '../known.ts';
import type { CompiledPack, CompiledSubject } from './compiled-pack.ts';
import { Evaluator, LANES } from './evaluator.ts';
import { ALL_LANES, Inputs } from './inputs.ts';
import { Mentions } from './mentions.ts';
import { type State, stateOf } from './states.ts';
import { type Choice, Trial } from './trial.ts';
import { Values } from './values.ts';

/** So many completions are all tried; where there are more, one that leaves a subject open is looked for. */
const MOST_COMPLETIONS = 512;
const MOST_PATHS = 8;

/** Subjects that three-valued logic leaves open, and the numbers of the unknowns they mention both ways. */
interface Doubt {
  mixed: readonly number[];
  subjects: number[];
}

/**
 * Evaluates one profile after the other under one pack, exactly: nothing stays open on which all completions of the unknown
 * facts agree.
 */
export class ExactEvaluator {
  readonly #compiled: CompiledPack;
  readonly #inputs: Inputs;
  readonly #evaluator: Evaluator;
  readonly #mentions: Mentions;
  readonly #values: Values;

  constructor(compiled: CompiledPack) {
    this.#compiled = compiled;
    this.#inputs = new Inputs([compiled]);
    this.#evaluator = new Evaluator(compiled, this.#inputs);
    this.#mentions = new Mentions(compiled);
    this.#values = new Values(compiled);
  }

  /** The state of every subject, in their order, as far as three-valued logic tells: what is `open` need not be. */
  quickStates(known: Known, asOf: Day): State[] {
    this.#inputs.clear();
    this.#evaluator.enter(known, asOf, ALL_LANES);
    this.#evaluator.run(1);
    return this.#compiled.subjects.map((subject) => stateOf(this.#evaluator, subject, 0, known.facts));
  }

  /** The state of every subject, in their order; `unclear` where only the reference can tell. */
  states(known: Known, asOf: Day): State[] {
    const states = this.quickStates(known, asOf);
    const doubts = this.#doubts(states);
    const base = this.#inputs.saved();
    for (const { mixed, subjects } of doubts) {
      const choices = mixed.map((number) => this.#choice(number, known, asOf));
      const trial = new Trial(choices, base, known, asOf);
      if (trial.count <= MOST_COMPLETIONS) this.#tryAll(subjects, trial, states);
      else this.#lookForOpen(subjects, trial, states);
    }
    return states;
  }

  /** What three-valued logic leaves open and might not be; says of what rests on a score that it is unclear. */
  #doubts(states: State[]): Doubt[] {
    const doubts = new Map<string, Doubt>();
    for (const [index, subject] of this.#compiled.subjects.entries()) {
      if (states[index] !== 'open') continue;
      const mixed = this.#mixed(subject);
      if (mixed === null) states[index] = 'unclear';
      else if (mixed.length > 0) {
        const doubt = doubts.get(mixed.join()) ?? { mixed, subjects: [] };
        doubt.subjects.push(index);
        doubts.set(mixed.join(), doubt);
      }
    }
    return [...doubts.values()];
  }

  #mixed({ applies, schedule }: CompiledSubject): number[] | null {
    const { open, later } = this.#compiled.schedules[schedule] ?? { open: 0, later: [] };
    const possible = [open, ...later.map(({ holds }) => holds)].filter(
      (literal) => this.#evaluator.truth(literal, 0) !== false,
    );
    return this.#mentions.mixed(
      possible.map((literal) => [applies, literal]),
      this.#evaluator,
      0,
    );
  }

  #choice(number: number, known: Known, asOf: Day): Choice {
    const variable = this.#mentions.variables[number] ?? { fact: '', member: null };
    return { variable, values: this.#values.of(variable, known, asOf) };
  }

  /** Answers what is mentioned both ways in every way, until two of the ways differ. */
  #tryAll(subjects: readonly number[], trial: Trial, states: State[]): void {
    const left = new Map<number, State | undefined>(subjects.map((index) => [index, undefined]));
    for (let first = 0; first < trial.count && left.size > 0; first += LANES) {
      const lanes = Math.min(LANES, trial.count - first);
      this.#run(
        trial,
        Array.from({ length: lanes }, (_, lane) => trial.picks([], first + lane)),
      );
      for (const [index, before] of left) {
        const found = this.#statesIn(index, lanes, trial.known);
        const agreed = agreement(before, found);
        // With everything answered that stands in the way, what is open is open.
        const isOpen = agreed === 'differ' || found.includes('open');
        if (agreed === 'unclear') states[index] = 'unclear';
        if (isOpen || agreed === 'unclear') left.delete(index);
        else left.set(index, agreed);
      }
    }
    for (const [index, state = 'open'] of left) states[index] = state;
  }

  /**
   * Answers what is mentioned both ways a few unknowns at a time, always so that most stays open: what still is when all are
   * answered can really come to both.
   */
  #lookForOpen(subjects: readonly number[], trial: Trial, states: State[]): void {
    let left = subjects;
    for (let path = 0; path < MOST_PATHS && left.length > 0; path++) {
      const undecided = this.#walk(left, trial);
      if (undecided.length === left.length) break;
      left = undecided;
    }
    for (const index of left) states[index] = 'unclear';
  }

  /** @returns those of which it does not become clear that they are open */
  #walk(subjects: readonly number[], trial: Trial): number[] {
    const undecided: number[] = [];
    let onPath = subjects;
    let picked: readonly number[] = [];
    while (picked.length < trial.length && onPath.length > 0) {
      const tried = trial.next(picked);
      this.#run(trial, tried);
      const outcomes = new Map(
        onPath.map((index) => [index, this.#statesIn(index, tried.length, trial.known)] as const),
      );
      const open = [...outcomes].filter(([, states]) => agreement(undefined, states) !== 'differ');
      const counts = tried.map((_, lane) => open.filter(([, states]) => states[lane] === 'open').length);
      const best = counts.indexOf(Math.max(...counts));
      picked = tried[best] ?? [];
      undecided.push(...open.flatMap(([index, states]) => (states[best] === 'open' ? [] : [index])));
      onPath = open.flatMap(([index, states]) => (states[best] === 'open' ? [index] : []));
    }
    return undecided;
  }

  #run(trial: Trial, tried: readonly (readonly number[])[]): void {
    trial.enter(this.#inputs, tried);
    this.#evaluator.run(tried.length);
  }

  #statesIn(index: number, lanes: number, { facts }: Known): State[] {
    const subject = this.#compiled.subjects[index];
    if (!subject) return [];
    return Array.from({ length: lanes }, (_, lane) => stateOf(this.#evaluator, subject, lane, facts));
  }
}

/**
 * The state that all have, as far as they are settled; undefined where none is, `differ` where two are not the same, and
 * `unclear` where that cannot be told.
 */
function agreement(before: State | undefined, states: readonly State[]): State | 'differ' | undefined {
  let agreed = before;
  if (states.includes('unclear')) return 'unclear';
  for (const state of states) {
    if (state === 'open') continue;
    agreed ??= state;
    if (state !== agreed) return 'differ';
  }
  return agreed;
}
