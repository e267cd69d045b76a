import type { Day } from '../day.ts';
import { type FactValue, NEVER } from '../facts.ts';
import type { Known } from '../known.ts';
import { isWithin } from '../places.ts';
import { type Atom, keyOf } from './atom.ts';
import type { CompiledPack } from './compiled-pack.ts';
import type { Literal } from './graph.ts';

/** How the values of one fact answer its atoms. */
export type Encoding =
  | { is: 'yes'; atom: Literal }
  | { is: 'choice'; asked: Asked[]; members?: Members }
  | { is: 'places'; asked: Asked[]; byPlace: Map<string, PlaceAnswer>; members?: Members }
  | { is: 'number'; cuts: { value: number; above: boolean; atom: Literal }[] }
  | {
      is: 'date';
      cuts: { day: Day; never: boolean; atom: Literal }[];
      toCome: { never: boolean; atom: Literal }[];
    };

/** An atom that asks about several values, of which one is enough. */
interface Asked {
  atom: Literal;
  values: readonly string[];
}

/** By each of the atoms asked, the members of the set on which it depends. */
type Members = readonly (readonly string[])[];

/** The lanes where something holds, and those where it does not; in the others it is unknown. */
export interface Sides {
  holds: number;
  fails: number;
}

/** The atoms that a listed place answers with yes, and those it leaves open: "US" leaves open whether California is meant. */
export interface PlaceAnswer {
  yes: readonly Literal[];
  open: readonly Literal[];
}

/** Where the words of the atoms of a pack are, and where those of its nodes begin. */
export interface PackWords {
  atoms: Int32Array;
  nodes: Literal;
}

/** The word with all lanes. */
export const ALL_LANES = -1;

/**
 * What is known, as words: for every atom those lanes where it holds and those where it does not. A lane is anything that can
 * be evaluated by itself: a profile, a day, an answer to what is unknown. What follows from it stands behind it.
 */
export class Inputs {
  /**
   * For every literal the lanes where it holds; what is unknown in a lane is in neither of two opposites. First what always
   * holds, then the atoms that packs share, and then what each pack works out of them.
   */
  readonly words: Int32Array;
  readonly #facts: string[] = [];
  readonly #encodings: Encoding[] = [];
  readonly #today: { day: Day; atom: Literal }[] = [];
  readonly #places = new Map<string, number>();
  /** Where the words of each pack are. */
  readonly #words = new Map<CompiledPack, PackWords>();
  /** Where those of the atoms that packs share end. */
  readonly #end: number;
  /** Of each fact, and of the day, the lanes where it was entered. */
  readonly #entered: Int32Array;
  #dayEntered = 0;

  /** @param packs whose atoms are answered */
  constructor(packs: readonly CompiledPack[]) {
    const distinct = new Map(packs.flatMap(({ atoms }) => atoms.map((atom) => [keyOf(atom), atom] as const)));
    const known = new Map<string, Literal>();
    for (const [key, atom] of distinct) {
      if (atom.is === 'score') continue;
      const literal = 2 + 2 * known.size;
      known.set(key, literal);
      this.#add(atom, literal);
    }
    this.#end = 2 + 2 * known.size;
    let end = this.#end;
    for (const pack of packs) {
      const words = wordsOf(pack, known, end);
      this.#words.set(pack, words);
      end = words.nodes + pack.nodes.length;
    }
    this.words = new Int32Array(end);
    this.words[0] = ALL_LANES;
    this.#entered = new Int32Array(this.#facts.length);
  }

  /**
   * Where the words of one of the packs are.
   *
   * @throws Error when it is none of them
   */
  wordsOf(pack: CompiledPack): PackWords {
    const words = this.#words.get(pack);
    if (words === undefined) throw new Error(`these inputs are not for "${pack.pack}"`);
    return words;
  }

  /** The numbers of the facts that a pack asks about. */
  factsOf({ atoms }: CompiledPack): Int32Array {
    const facts = new Set(atoms.flatMap((atom) => ('fact' in atom ? [atom.fact] : [])));
    return Int32Array.from(facts, (fact) => this.#places.get(fact) ?? -1);
  }

  /** Forgets everything. */
  clear(): void {
    this.words.fill(0, 2, this.#end);
    this.#entered.fill(0);
    this.#dayEntered = 0;
  }

  /** What is known at the moment, for `restore`. */
  saved(): Int32Array {
    return this.words.slice(0, this.#end);
  }

  /** Goes back to what was known. */
  restore(saved: Int32Array): void {
    this.words.set(saved);
  }

  /**
   * Enters a profile on a day into lanes, as far as it is not there yet.
   *
   * @param lanes a word with the bits of the lanes
   * @param facts the numbers of the facts to enter
   */
  enter({ facts: stated, atMost }: Known, asOf: Day, lanes: number, facts: Int32Array): void {
    this.enterDay(asOf, lanes);
    for (let i = 0; i < facts.length; i++) {
      const fact = facts[i] as number;
      if (((this.#entered[fact] as number) & lanes) !== 0) continue;
      this.#entered[fact] = (this.#entered[fact] as number) | lanes;
      const id = this.#facts[fact] as string;
      const value = stated[id];
      const encoding = this.#encodings[fact] as Encoding;
      if (value !== undefined) this.#enterValue(encoding, value, asOf, lanes);
      else if (encoding.is === 'number' && atMost[id] !== undefined)
        this.#enterBound(encoding, atMost[id], lanes);
    }
  }

  /** Enters the day into lanes, where it is not there yet. */
  enterDay(asOf: Day, lanes: number): void {
    if ((this.#dayEntered & lanes) !== 0) return;
    this.#dayEntered |= lanes;
    for (const { day, atom } of this.#today) this.#set(atom, asOf >= day, lanes);
  }

  /** Enters the value of one fact. */
  enterFact(id: string, value: FactValue, asOf: Day, lanes: number): void {
    const encoding = this.encodingOf(id);
    if (encoding !== undefined) this.#enterValue(encoding, value, asOf, lanes);
  }

  /** How the values of a fact answer the atoms about it; undefined where there are none. */
  encodingOf(fact: string): Encoding | undefined {
    return this.#encodings[this.#places.get(fact) ?? -1];
  }

  #enterValue(encoding: Encoding, value: FactValue, asOf: Day, lanes: number): void {
    switch (encoding.is) {
      case 'yes':
        this.#set(encoding.atom, value === true, lanes);
        return;
      case 'choice':
        this.#enterChoice(encoding, value, lanes);
        return;
      case 'places':
        this.#enterPlaces(encoding, value, lanes);
        return;
      case 'number':
        if (typeof value !== 'number') return;
        for (const cut of encoding.cuts)
          this.#set(cut.atom, cut.above ? value > cut.value : value >= cut.value, lanes);
        return;
      case 'date':
        for (const { day, never, atom } of encoding.cuts)
          this.#set(atom, value === NEVER ? never : typeof value === 'string' && value >= day, lanes);
        for (const { never, atom } of encoding.toCome)
          this.#set(atom, value === NEVER ? never : typeof value === 'string' && value > asOf, lanes);
    }
  }

  /**
   * Enters a set of which some members are known. To have a place is to have what that place lies in.
   *
   * @param member the lanes where the set has a member and those where it has not, and by that alone
   */
  enterMembers(id: string, member: (id: string) => Sides): void {
    const encoding = this.encodingOf(id);
    if (encoding?.is !== 'choice' && encoding?.is !== 'places') return;
    encoding.members ??= membersOf(encoding);
    for (const [i, { atom }] of encoding.asked.entries()) {
      let has = 0;
      let hasNot = -1;
      for (const one of encoding.members[i] ?? []) {
        const sides = member(one);
        has |= sides.holds;
        hasNot &= sides.fails;
      }
      this.words[atom] = (this.words[atom] ?? 0) | has;
      this.words[atom + 1] = (this.words[atom + 1] ?? 0) | hasNot;
    }
  }

  #enterChoice({ asked }: Encoding & { is: 'choice' }, value: FactValue, lanes: number): void {
    const chosen = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
    for (const { atom, values } of asked) this.#set(atom, haveCommon(chosen, values), lanes);
  }

  #enterPlaces(encoding: Encoding & { is: 'places' }, value: FactValue, lanes: number): void {
    if (!Array.isArray(value)) return;
    for (const { atom } of encoding.asked) this.#set(atom, false, lanes);
    for (const place of value) enterPlace(placeAnswer(encoding, place), this.words, lanes);
  }

  /** A number that is not above the bound is not above what lies above the bound. */
  #enterBound({ cuts }: Encoding & { is: 'number' }, bound: number, lanes: number): void {
    for (const { value, above, atom } of cuts) {
      if (above ? bound <= value : bound < value) this.#set(atom, false, lanes);
    }
  }

  /** Says that an atom holds in lanes, or that it does not. */
  #set(atom: Literal, holds: boolean, lanes: number): void {
    const at = holds ? atom : atom + 1;
    this.words[at] = (this.words[at] ?? 0) | lanes;
  }

  #add(atom: Exclude<Atom, { is: 'score' }>, literal: Literal): void {
    if (atom.is === 'today') {
      this.#today.push({ day: atom.day, atom: literal });
      return;
    }
    const place = this.#places.get(atom.fact) ?? this.#facts.push(atom.fact) - 1;
    this.#places.set(atom.fact, place);
    this.#encodings[place] = withAtom(this.#encodings[place], atom, literal);
  }
}

/** Whether one of a few is among some others. */
function haveCommon(few: readonly string[], others: readonly string[]): boolean {
  for (let i = 0; i < few.length; i++) if (others.includes(few[i] as string)) return true;
  return false;
}

/** The words of the atoms of a pack that no input answers, those about scores, come before those of its nodes. */
function wordsOf({ atoms }: CompiledPack, known: ReadonlyMap<string, Literal>, start: Literal): PackWords {
  let next = start;
  const own = (): Literal => {
    next += 2;
    return next - 2;
  };
  return {
    atoms: Int32Array.from(atoms, (atom) => (atom.is === 'score' ? own() : (known.get(keyOf(atom)) ?? 0))),
    nodes: next,
  };
}

function membersOf({ is, asked }: Encoding & { is: 'choice' | 'places' }): Members {
  if (is === 'choice') return asked.map(({ values }) => values);
  const places = [...new Set(asked.flatMap(({ values }) => values))];
  return asked.map(({ values }) => places.filter((one) => values.some((place) => isWithin(one, place))));
}

function newChoice(): Encoding & { is: 'choice' } {
  return { is: 'choice', asked: [] };
}

function newPlaces(): Encoding & { is: 'places' } {
  return { is: 'places', asked: [], byPlace: new Map() };
}

/** What answers the atoms of a fact once there is one more of them. */
function withAtom(
  before: Encoding | undefined,
  atom: Exclude<Atom, { is: 'today' | 'score' }>,
  literal: Literal,
): Encoding {
  switch (atom.is) {
    case 'yes':
      return { is: 'yes', atom: literal };
    case 'one-of':
    case 'has': {
      const encoding = before?.is === 'choice' ? before : newChoice();
      encoding.asked.push({ atom: literal, values: atom.values });
      return encoding;
    }
    case 'within': {
      const encoding = before?.is === 'places' ? before : newPlaces();
      encoding.asked.push({ atom: literal, values: atom.values });
      return encoding;
    }
    case 'number': {
      const encoding = before?.is === 'number' ? before : { is: 'number' as const, cuts: [] };
      encoding.cuts.push({ value: atom.value, above: atom.above, atom: literal });
      return encoding;
    }
    case 'date':
    case 'to-come': {
      const encoding = before?.is === 'date' ? before : { is: 'date' as const, cuts: [], toCome: [] };
      if (atom.is === 'date') encoding.cuts.push({ day: atom.day, never: atom.never, atom: literal });
      else encoding.toCome.push({ never: atom.never, atom: literal });
      return encoding;
    }
  }
}

/** What a listed place says about each atom, worked out once. */
export function placeAnswer({ asked, byPlace }: Encoding & { is: 'places' }, place: string): PlaceAnswer {
  const known = byPlace.get(place);
  if (known) return known;
  const yes: Literal[] = [];
  const open: Literal[] = [];
  for (const { atom, values } of asked) {
    if (values.some((wider) => isWithin(place, wider))) yes.push(atom);
    else if (values.some((inner) => isWithin(inner, place))) open.push(atom);
  }
  const answer = { yes, open };
  byPlace.set(place, answer);
  return answer;
}

/** Enters a listed place into lanes where its atoms were entered as not holding. */
export function enterPlace({ yes, open }: PlaceAnswer, words: Int32Array, lanes: number): void {
  for (let i = 0; i < open.length; i++) {
    const at = (open[i] as number) + 1;
    words[at] = (words[at] as number) & ~lanes;
  }
  for (let i = 0; i < yes.length; i++) {
    const at = yes[i] as number;
    words[at] = (words[at] as number) | lanes;
    words[at + 1] = (words[at + 1] as number) & ~lanes;
  }
}
