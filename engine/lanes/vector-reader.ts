import type { Day } from '../day.ts';
import type { Catalogue, Fact } from '../facts.ts';
import type { CompiledPack } from './compiled-pack.ts';
import { LANES } from './evaluator.ts';
import type { Literal } from './graph.ts';
import {
  ALL_LANES,
  type Encoding,
  enterPlace,
  type Inputs,
  type PlaceAnswer,
  placeAnswer,
} from './inputs.ts';
import { bitLayout, type Cursor, NO_DAY, numberOfDay, readNumber, readText, skipText } from './vector.ts';

/** How what is not said by bits is written. Numbers, because comparing texts takes longer. */
const PLACES = 0;
const NUMBER = 1;
const DATE = 2;

/**
 * What becomes of a fact that is not said by bits: how it is written, and how its values answer the atoms about it. All have
 * the same fields, in use or not, because reading different ones takes longer.
 */
interface Entry {
  kind: typeof PLACES | typeof NUMBER | typeof DATE;
  /** The bit that says whether it is known. */
  bit: number;
  atoms: readonly Literal[];
  /** How places answer, and those met before. */
  places: (Encoding & { is: 'places' }) | undefined;
  met: Map<number, MetPlace>;
  /** Of each atom in turn the number or day from which it holds. */
  from: readonly number[];
  /** Of each atom in turn whether it holds only above the number. */
  above: readonly boolean[];
  /** Of each atom in turn whether it holds for a date that never comes. */
  never: readonly boolean[];
}

/** A place that was met, as it is written, and what it answers. */
interface MetPlace {
  text: string;
  answer: PlaceAnswer;
}

/** Instead of a day from which an atom holds: from the day after the one that is evaluated. */
const TOMORROW = -1;

/** An atom that bits answer: it holds where one of them is set, and does not where none is though the fact is known. */
interface BitAtom {
  atom: Literal;
  known: number;
  bits: readonly number[];
}

/** Enters packed facts into inputs, those of many systems at once and without making values of them first. */
export class VectorReader {
  readonly #inputs: Inputs;
  readonly #entries: readonly Entry[];
  /** For each atom that bits answer: the atom, the bit of what is known, how many bits follow, and these. */
  readonly #answers: Int32Array;
  /** Which words of the bits are asked about. */
  readonly #asked: Int32Array;
  /** Of each bit the lanes where it is set. */
  readonly #lanesOf: Int32Array;
  /** How many bytes the bits take. */
  readonly #bytes: number;
  readonly #cursor: Cursor = { vector: new Uint8Array(), at: 0 };
  readonly #number = new Float64Array(1);
  readonly #numberBytes = new Uint8Array(this.#number.buffer);
  #asOf: Day = '';
  #tomorrow = 0;

  /**
   * @param catalogue the one the vectors were made with
   * @param pack enters only what it asks about; without one, what any pack of the inputs does
   */
  constructor(inputs: Inputs, catalogue: Catalogue, pack?: CompiledPack) {
    this.#inputs = inputs;
    const asks = pack && new Set(inputs.wordsOf(pack).atoms);
    const encodings = catalogue.facts.map((fact) => {
      const encoding = inputs.encodingOf(fact.id);
      return encoding && suits(encoding, fact) ? askedOf(encoding, asks) : undefined;
    });
    const { first, bytes } = bitLayout(catalogue);
    const atoms = catalogue.facts.flatMap((fact, i) =>
      bitAtomsOf(i, first[i] ?? 0, catalogue.optionsOf(fact), encodings[i]),
    );
    this.#answers = Int32Array.from(
      atoms.flatMap(({ atom, known, bits }) => [atom, known, bits.length, ...bits]),
    );
    const asked = new Set(atoms.flatMap(({ known, bits }) => [known, ...bits].map((bit) => bit >> 5)));
    this.#asked = Int32Array.from(asked).sort();
    this.#lanesOf = new Int32Array(LANES * Math.ceil(bytes / 4));
    this.#bytes = bytes;
    this.#entries = catalogue.facts.flatMap((fact, i) => entryOf(fact, i, encodings[i]));
  }

  /**
   * Enters systems on a day, each into a lane of its own from the first on, where nothing was entered yet.
   *
   * @param vectors at most as many as there are lanes
   */
  enter(vectors: readonly Uint8Array[], asOf: Day): void {
    if (asOf !== this.#asOf) {
      this.#asOf = asOf;
      this.#tomorrow = numberOfDay(asOf) + 1;
    }
    this.#inputs.enterDay(asOf, vectors.length < LANES ? (1 << vectors.length) - 1 : ALL_LANES);
    const { words } = this.#inputs;
    if (vectors.length === 1) this.#answerOne(vectors[0] as Uint8Array, words);
    else this.#answerAll(vectors, words);
    for (let lane = 0; lane < vectors.length; lane++)
      this.#enterRest(vectors[lane] as Uint8Array, words, 1 << lane);
  }

  /** Answers for one system alone, in the first lane: each atom by the bits it needs and no others. */
  #answerOne(vector: Uint8Array, words: Int32Array): void {
    const answers = this.#answers;
    for (let i = 0; i < answers.length; ) {
      const atom = answers[i] as number;
      const known = bitIn(vector, answers[i + 1] as number);
      const end = i + 3 + (answers[i + 2] as number);
      let holds = 0;
      for (i += 3; i < end; i++) holds |= bitIn(vector, answers[i] as number);
      words[atom] = holds & 1;
      words[atom + 1] = known & ~holds & 1;
    }
  }

  /** Puts the bits of each system into its lane. */
  #spread(vectors: readonly Uint8Array[]): void {
    const lanesOf = this.#lanesOf;
    for (let i = 0; i < this.#asked.length; i++) {
      const word = this.#asked[i] as number;
      const first = LANES * word;
      for (let lane = 0; lane < vectors.length; lane++)
        lanesOf[first + lane] = this.#wordIn(vectors[lane] as Uint8Array, word);
      lanesOf.fill(0, first + vectors.length, first + LANES);
      transpose(lanesOf, first);
    }
  }

  #wordIn(vector: Uint8Array, word: number): number {
    const at = 4 * word;
    if (at + 4 <= this.#bytes)
      return (
        (vector[at] as number) |
        ((vector[at + 1] as number) << 8) |
        ((vector[at + 2] as number) << 16) |
        ((vector[at + 3] as number) << 24)
      );
    let last = 0;
    for (let byte = at; byte < this.#bytes; byte++) last |= (vector[byte] as number) << (8 * (byte - at));
    return last;
  }

  /** Answers for all systems at once. */
  #answerAll(vectors: readonly Uint8Array[], words: Int32Array): void {
    this.#spread(vectors);
    const lanesOf = this.#lanesOf;
    const answers = this.#answers;
    for (let i = 0; i < answers.length; ) {
      const atom = answers[i] as number;
      const known = lanesOf[answers[i + 1] as number] as number;
      const end = i + 3 + (answers[i + 2] as number);
      let holds = 0;
      for (i += 3; i < end; i++) holds |= lanesOf[answers[i] as number] as number;
      words[atom] = holds;
      words[atom + 1] = known & ~holds;
    }
  }

  #enterRest(vector: Uint8Array, words: Int32Array, lane: number): void {
    const cursor = this.#cursor;
    cursor.vector = vector;
    cursor.at = this.#bytes;
    for (let i = 0; i < this.#entries.length; i++) {
      const entry = this.#entries[i] as Entry;
      const { bit } = entry;
      if (((vector[bit >> 3] as number) & (1 << (bit & 7))) !== 0) this.#enterValue(entry, words, lane);
    }
  }

  #enterValue(entry: Entry, words: Int32Array, lane: number): void {
    const cursor = this.#cursor;
    switch (entry.kind) {
      case PLACES:
        for (let i = 0; i < entry.atoms.length; i++) {
          const at = (entry.atoms[i] as number) + 1;
          words[at] = (words[at] as number) | lane;
        }
        for (let left = readNumber(cursor); left > 0; left--) enterPlace(placeAt(cursor, entry), words, lane);
        return;
      case NUMBER:
        for (let i = 0; i < 8; i++) this.#numberBytes[i] = cursor.vector[cursor.at++] as number;
        this.#enterNumber(entry, this.#number[0] as number, words, lane);
        return;
      case DATE:
        this.#enterDate(entry, readNumber(cursor), words, lane);
    }
  }

  #enterNumber({ atoms, from, above }: Entry, value: number, words: Int32Array, lane: number): void {
    for (let i = 0; i < atoms.length; i++) {
      const atom = atoms[i] as number;
      const least = from[i] as number;
      const at = value > least || (value === least && above[i] === false) ? atom : atom + 1;
      words[at] = (words[at] as number) | lane;
    }
  }

  #enterDate({ atoms, from, never }: Entry, day: number, words: Int32Array, lane: number): void {
    for (let i = 0; i < atoms.length; i++) {
      const atom = atoms[i] as number;
      const least = from[i] === TOMORROW ? this.#tomorrow : (from[i] as number);
      const at = (day === NO_DAY ? never[i] : day >= least) ? atom : atom + 1;
      words[at] = (words[at] as number) | lane;
    }
  }
}

/**
 * Turns 32 words so that bit i of word k becomes bit k of word i: swaps the corners of squares that are halved each time.
 *
 * @see Henry S. Warren, Hacker's Delight, section 7-3
 */
function transpose(words: Int32Array, first: number): void {
  let mask = 0x0000ffff;
  for (let half = 16; half > 0; half >>= 1, mask ^= mask << half) {
    for (let k = 0; k < LANES; k = (k + half + 1) & ~half) {
      const [upper, lower] = [first + k, first + k + half];
      const swapped = (((words[upper] as number) >>> half) ^ (words[lower] as number)) & mask;
      words[upper] = (words[upper] as number) ^ (swapped << half);
      words[lower] = (words[lower] as number) ^ swapped;
    }
  }
}

/** The lowest bit of the result is a bit of the vector; the others mean nothing. */
function bitIn(vector: Uint8Array, bit: number): number {
  return (vector[bit >> 3] as number) >> (bit & 7);
}

/** What the next place answers. Looked up by what is made of its letters, so that no text is made of them each time. */
function placeAt(cursor: Cursor, { places, met }: Entry): PlaceAnswer {
  const start = cursor.at;
  const end = skipText(cursor);
  if (places === undefined) return NO_ANSWER;
  let sum = 0;
  for (let at = start; at < end; at++) sum = (Math.imul(sum, 31) + (cursor.vector[at] as number)) | 0;
  const known = met.get(sum);
  if (known !== undefined && isTextAt(cursor.vector, start, end, known.text)) return known.answer;
  cursor.at = start;
  const text = readText(cursor);
  const answer = placeAnswer(places, text);
  met.set(sum, { text, answer });
  return answer;
}

const NO_ANSWER: PlaceAnswer = { yes: [], open: [] };

/** Whether a text stands between, after a byte with its length. */
function isTextAt(vector: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length + 1) return false;
  for (let i = 1; i <= text.length; i++)
    if (vector[end - i] !== text.charCodeAt(text.length - i)) return false;
  return true;
}

/**
 * @param known the bit that says whether the fact is known
 * @param first the first of the bits that say what it is
 * @param options what it can be chosen from
 */
function bitAtomsOf(
  known: number,
  first: number,
  options: readonly string[],
  encoding: Encoding | undefined,
): BitAtom[] {
  switch (encoding?.is) {
    case 'yes':
      return [{ atom: encoding.atom, known, bits: [first] }];
    case 'choice':
      return encoding.asked.map(({ atom, values }) => ({
        atom,
        known,
        bits: options.flatMap((option, i) => (values.includes(option) ? [first + i] : [])),
      }));
    case undefined:
    case 'places':
    case 'number':
    case 'date':
      return [];
  }
}

/** What is not said by bits has an entry even where nothing asks about it, because it has to be read over. */
function entryOf(fact: Fact, bit: number, encoding: Encoding | undefined): Entry[] {
  const kind = kindOf(fact);
  if (kind === undefined) return [];
  const entry: Entry = {
    kind,
    bit,
    atoms: [],
    places: undefined,
    met: new Map(),
    from: [],
    above: [],
    never: [],
  };
  switch (encoding?.is) {
    case undefined:
    case 'yes':
    case 'choice':
      return [entry];
    case 'places':
      return [{ ...entry, atoms: encoding.asked.map(({ atom }) => atom), places: encoding }];
    case 'number': {
      const { cuts } = encoding;
      const atoms = cuts.map(({ atom }) => atom);
      return [
        { ...entry, atoms, from: cuts.map(({ value }) => value), above: cuts.map(({ above }) => above) },
      ];
    }
    case 'date': {
      const days = encoding.cuts.map(({ day, never, atom }) => ({ from: numberOfDay(day), never, atom }));
      const cuts = [...days, ...encoding.toCome.map((cut) => ({ ...cut, from: TOMORROW }))];
      const atoms = cuts.map(({ atom }) => atom);
      return [{ ...entry, atoms, from: cuts.map(({ from }) => from), never: cuts.map(({ never }) => never) }];
    }
  }
}

function kindOf(fact: Fact): Entry['kind'] | undefined {
  switch (fact.type) {
    case 'boolean':
    case 'enum':
      return undefined;
    case 'set':
      return fact.options === 'places' ? PLACES : undefined;
    case 'number':
      return NUMBER;
    case 'date':
      return DATE;
  }
}

/**
 * Whether a fact is asked about as what it is in the catalogue of the vectors. If it has become something else since, its
 * values say nothing.
 */
function suits({ is }: Encoding, fact: Fact): boolean {
  switch (is) {
    case 'yes':
      return fact.type === 'boolean';
    case 'choice':
      return fact.type === 'enum' || (fact.type === 'set' && fact.options !== 'places');
    case 'places':
      return kindOf(fact) === PLACES;
    case 'number':
    case 'date':
      return fact.type === is;
  }
}

/** As much of an encoding as answers some atoms; all of it where none are named. */
function askedOf(encoding: Encoding, asks: ReadonlySet<Literal> | undefined): Encoding | undefined {
  if (asks === undefined) return encoding;
  const isAsked = ({ atom }: { atom: Literal }): boolean => asks.has(atom);
  switch (encoding.is) {
    case 'yes':
      return isAsked(encoding) ? encoding : undefined;
    case 'choice':
      return { is: 'choice', asked: encoding.asked.filter(isAsked) };
    case 'places':
      return { is: 'places', asked: encoding.asked.filter(isAsked), byPlace: new Map() };
    case 'number':
      return { is: 'number', cuts: encoding.cuts.filter(isAsked) };
    case 'date':
      return { is: 'date', cuts: encoding.cuts.filter(isAsked), toCome: encoding.toCome.filter(isAsked) };
  }
}
