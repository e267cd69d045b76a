import type { Day } from '../day.ts';
import type { Catalogue, Fact } from '../facts.ts';
import type { Literal } from './graph.ts';
import { type Encoding, type Inputs, type PlaceAnswer, placeAnswer } from './inputs.ts';
import { type Cursor, NO_DAY, numberOfDay, readNumber, readText, skipText } from './vector.ts';

/** How a fact is written. Numbers, because comparing texts takes longer. */
const FLAG = 0;
const OPTION = 1;
const OPTIONS = 2;
const PLACES = 3;
const NUMBER = 4;
const DATE = 5;
type Kind = typeof FLAG | typeof OPTION | typeof OPTIONS | typeof PLACES | typeof NUMBER | typeof DATE;

/**
 * What becomes of one fact of a vector: how it is written, and how its values answer the atoms about it. All have the same
 * fields, in use or not, because reading different ones takes longer.
 */
interface Entry {
  kind: Kind;
  /** The first of the atoms about it, and what comes after the last: they stand side by side. */
  first: Literal;
  end: Literal;
  /** By the number of an option, the atoms it answers with yes. */
  byOption: readonly (readonly Literal[])[];
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

const NONE_MET: Entry['met'] = new Map();

/** Instead of a day from which an atom holds: from the day after the one that is evaluated. */
const TOMORROW = -1;

/** Enters packed facts into inputs, without making values of them first. */
export class VectorReader {
  readonly #inputs: Inputs;
  readonly #entries: readonly Entry[];
  /** A bit for each fact that is yes or no. */
  readonly #flags: Uint8Array;
  readonly #cursor: Cursor = { vector: new Uint8Array(), at: 0 };
  readonly #number = new Float64Array(1);
  readonly #numberBytes = new Uint8Array(this.#number.buffer);
  #asOf: Day = '';
  #tomorrow = 0;

  /** @param catalogue the one the vectors were made with */
  constructor(inputs: Inputs, catalogue: Catalogue) {
    this.#inputs = inputs;
    this.#entries = catalogue.facts.map((fact) => entryOf(fact, inputs.encodingOf(fact.id)));
    this.#flags = new Uint8Array(Math.ceil(catalogue.facts.length / 8));
    for (const [i, { type }] of catalogue.facts.entries())
      if (type === 'boolean') this.#flags[i >> 3] = (this.#flags[i >> 3] ?? 0) | (1 << (i & 7));
  }

  /** Enters a system on a day into lanes where nothing was entered yet. */
  enter(vector: Uint8Array, asOf: Day, lanes: number): void {
    if (asOf !== this.#asOf) {
      this.#asOf = asOf;
      this.#tomorrow = numberOfDay(asOf) + 1;
    }
    this.#inputs.enterDay(asOf, lanes);
    const { words } = this.#inputs;
    const start = this.#flags.length;
    const cursor = this.#cursor;
    cursor.vector = vector;
    cursor.at = start + ((this.#flagsIn(vector) + 7) >> 3);
    let flag = 0;
    for (let byte = 0; byte < start; byte++) {
      let known = vector[byte] as number;
      for (let i = 8 * byte; known !== 0; i++, known >>= 1) {
        if ((known & 1) === 0) continue;
        const entry = this.#entries[i] as Entry;
        if (entry.kind !== FLAG) {
          this.#enterValue(entry, words, lanes);
          continue;
        }
        const isNo = (((vector[start + (flag >> 3)] as number) >> (flag & 7)) & 1) ^ 1;
        flag++;
        if (entry.first === entry.end) continue;
        const at = entry.first + isNo;
        words[at] = (words[at] as number) | lanes;
      }
    }
  }

  #flagsIn(vector: Uint8Array): number {
    const flags = this.#flags;
    let count = 0;
    for (let byte = 0; byte < flags.length; byte++)
      count += ONES[(vector[byte] as number) & (flags[byte] as number)] as number;
    return count;
  }

  #enterValue(entry: Entry, words: Int32Array, lanes: number): void {
    const cursor = this.#cursor;
    switch (entry.kind) {
      case OPTION:
        enterNo(entry, words, lanes);
        enterYes(entry.byOption[readNumber(cursor)], words, lanes);
        return;
      case OPTIONS:
        enterNo(entry, words, lanes);
        for (let left = readNumber(cursor); left > 0; left--)
          enterYes(entry.byOption[readNumber(cursor)], words, lanes);
        return;
      case PLACES:
        enterNo(entry, words, lanes);
        for (let left = readNumber(cursor); left > 0; left--)
          enterPlace(placeAt(cursor, entry), words, lanes);
        return;
      case NUMBER:
        for (let i = 0; i < 8; i++) this.#numberBytes[i] = cursor.vector[cursor.at++] as number;
        this.#enterNumber(entry, this.#number[0] as number, words, lanes);
        return;
      case DATE:
        this.#enterDate(entry, readNumber(cursor), words, lanes);
        return;
      case FLAG:
        return;
    }
  }

  #enterNumber({ first, end, from, above }: Entry, value: number, words: Int32Array, lanes: number): void {
    for (let i = 0, atom = first; atom < end; i++, atom += 2) {
      const least = from[i] as number;
      const at = value > least || (value === least && above[i] === false) ? atom : atom + 1;
      words[at] = (words[at] as number) | lanes;
    }
  }

  #enterDate({ first, end, from, never }: Entry, day: number, words: Int32Array, lanes: number): void {
    for (let i = 0, atom = first; atom < end; i++, atom += 2) {
      const least = from[i] === TOMORROW ? this.#tomorrow : (from[i] as number);
      const at = (day === NO_DAY ? never[i] : day >= least) ? atom : atom + 1;
      words[at] = (words[at] as number) | lanes;
    }
  }
}

/** How many bits are set in a byte. */
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

function enterNo({ first, end }: Entry, words: Int32Array, lanes: number): void {
  for (let at = first + 1; at < end; at += 2) words[at] = (words[at] as number) | lanes;
}

function enterYes(atoms: readonly Literal[] | undefined, words: Int32Array, lanes: number): void {
  if (atoms === undefined) return;
  for (let i = 0; i < atoms.length; i++) {
    const at = atoms[i] as number;
    words[at] = (words[at] as number) | lanes;
    words[at + 1] = (words[at + 1] as number) & ~lanes;
  }
}

function enterPlace({ yes, open }: PlaceAnswer, words: Int32Array, lanes: number): void {
  for (let i = 0; i < open.length; i++) {
    const at = (open[i] as number) + 1;
    words[at] = (words[at] as number) & ~lanes;
  }
  enterYes(yes, words, lanes);
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

function kindOf(fact: Fact): Kind {
  switch (fact.type) {
    case 'boolean':
      return FLAG;
    case 'enum':
      return OPTION;
    case 'set':
      return fact.options === 'places' ? PLACES : OPTIONS;
    case 'number':
      return NUMBER;
    case 'date':
      return DATE;
  }
}

function entryOf(fact: Fact, encoding: Encoding | undefined): Entry {
  const atoms = encoding === undefined ? [] : atomsOf(encoding);
  const entry: Entry = {
    kind: kindOf(fact),
    first: atoms[0] ?? 0,
    end: (atoms[0] ?? 0) + 2 * atoms.length,
    byOption: [],
    places: undefined,
    met: NONE_MET,
    from: [],
    above: [],
    never: [],
  };
  switch (encoding?.is) {
    case undefined:
    case 'yes':
      return entry;
    case 'places':
      return { ...entry, places: encoding, met: new Map() };
    case 'choice':
      return { ...entry, byOption: optionsOf(fact).map((option) => encoding.byValue.get(option) ?? []) };
    case 'number': {
      const { cuts } = encoding;
      return { ...entry, from: cuts.map(({ value }) => value), above: cuts.map(({ above }) => above) };
    }
    case 'date': {
      const cuts = datesOf(encoding);
      return { ...entry, from: cuts.map(({ from }) => from), never: cuts.map(({ never }) => never) };
    }
  }
}

/** The atoms about a fact, in order. */
function atomsOf(encoding: Encoding): Literal[] {
  switch (encoding.is) {
    case 'yes':
      return [encoding.atom];
    case 'choice':
    case 'places':
      return encoding.asked.map(({ atom }) => atom);
    case 'number':
      return encoding.cuts.map(({ atom }) => atom);
    case 'date':
      return datesOf(encoding).map(({ atom }) => atom);
  }
}

function datesOf({ cuts, toCome }: Encoding & { is: 'date' }) {
  const days = cuts.map(({ day, never, atom }) => ({ from: numberOfDay(day), never, atom }));
  return [...days, ...toCome.map((cut) => ({ ...cut, from: TOMORROW }))].sort((a, b) => a.atom - b.atom);
}

function optionsOf(fact: Fact): string[] {
  if (fact.type !== 'enum' && fact.type !== 'set') return [];
  return fact.options === 'places' ? [] : fact.options.map(({ id }) => id);
}
