import type { Day } from '../day.ts';
import { type FactValue, placeAnswers } from '../facts.ts';
import type { Known } from '../known.ts';
import { LANES } from './evaluator.ts';
import type { Inputs, Sides } from './inputs.ts';
import type { Variable } from './mentions.ts';

/** An unknown and what it can be. */
export interface Choice {
  variable: Variable;
  values: readonly FactValue[];
}

/** Tries answers to some unknowns beside what is known. What is picked is, for each unknown in turn, which of its values. */
export class Trial {
  readonly known: Known;
  readonly length: number;
  /** How many ways there are to answer all of them. */
  readonly count: number;
  readonly #choices: readonly Choice[];
  readonly #base: Int32Array;
  readonly #asOf: Day;
  /** The places of the choices about each fact. */
  readonly #facts: ReadonlyMap<string, readonly number[]>;

  /** @param base the inputs with what is known in all lanes */
  constructor(choices: readonly Choice[], base: Int32Array, known: Known, asOf: Day) {
    this.known = known;
    this.length = choices.length;
    this.count = choices.reduce((product, { values }) => product * values.length, 1);
    this.#choices = choices;
    this.#base = base;
    this.#asOf = asOf;
    this.#facts = Map.groupBy(choices.keys(), (place) => choices[place]?.variable.fact ?? '');
  }

  /** What is picked already, and then values by the digits of a number. */
  picks(picked: readonly number[], number: number, end = this.length): number[] {
    const picks = [...picked];
    let rest = number;
    for (const { values } of this.#choices.slice(picked.length, end)) {
      picks.push(rest % values.length);
      rest = Math.floor(rest / values.length);
    }
    return picks;
  }

  /** Every way to go on with the next few unknowns, as many as fit a word. */
  next(picked: readonly number[]): number[][] {
    let end = picked.length;
    let ways = 1;
    for (; end < this.length; end++) {
      const more = ways * (this.#choices[end]?.values.length ?? 1);
      if (more > LANES) break;
      ways = more;
    }
    // An unknown with more values than lanes is tried with the first of them.
    if (end === picked.length) return Array.from({ length: LANES }, (_, value) => [...picked, value]);
    return Array.from({ length: ways }, (_, number) => this.picks(picked, number, end));
  }

  /** Enters what is known with some picks, each in a lane of its own. */
  enter(inputs: Inputs, tried: readonly (readonly number[])[]): void {
    inputs.restore(this.#base);
    for (const [fact, places] of this.#facts) {
      const choices = places.flatMap((place) => this.#choices[place] ?? []);
      if (choices[0]?.variable.member === null) this.#enterValues(inputs, fact, places, tried);
      else this.#enterMembers(inputs, fact, places, tried);
    }
  }

  #enterValues(inputs: Inputs, fact: string, places: readonly number[], tried: Tried): void {
    const [place = 0] = places;
    for (const [lane, picks] of tried.entries()) {
      const value = this.#choices[place]?.values[picks[place] ?? -1];
      if (value !== undefined) inputs.enterFact(fact, value, this.#asOf, 1 << lane);
    }
  }

  #enterMembers(inputs: Inputs, fact: string, places: readonly number[], tried: Tried): void {
    const answered = new Map(
      places.map((place) => [this.#choices[place]?.variable.member, this.#sidesOf(place, tried)]),
    );
    const listed = this.known.facts[fact];
    inputs.enterMembers(fact, (member) => {
      const settled = Array.isArray(listed) ? placeAnswers(listed, member) : undefined;
      if (settled !== undefined) return settled ? EVERYWHERE : NOWHERE;
      return answered.get(member) ?? UNKNOWN;
    });
  }

  /** Where a member is picked as being in the set, and where as not being in it. */
  #sidesOf(place: number, tried: Tried): Sides {
    const values = this.#choices[place]?.values ?? [];
    let holds = 0;
    let fails = 0;
    for (let lane = 0; lane < tried.length; lane++) {
      const pick = tried[lane]?.[place];
      if (pick === undefined) continue;
      if (values[pick] === true) holds |= 1 << lane;
      else fails |= 1 << lane;
    }
    return { holds, fails };
  }
}

/** What is picked in each lane. */
type Tried = readonly (readonly number[])[];

const EVERYWHERE: Sides = { holds: -1, fails: 0 };
const NOWHERE: Sides = { holds: 0, fails: -1 };
const UNKNOWN: Sides = { holds: 0, fails: 0 };
