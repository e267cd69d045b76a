import type { Day } from '../day.ts';
import type { Catalogue, Fact } from '../facts.ts';
import type { Encoding, Inputs } from './inputs.ts';
import { type Cursor, NO_DAY, numberOfDay, readNumber, readText } from './vector.ts';

/** What becomes of one fact of a vector: how it is written, and how its values answer the atoms about it. */
interface Entry {
  type: Fact['type'];
  isPlaces: boolean;
  encoding: Encoding | undefined;
  /** By the number of an option, the atoms it answers with yes. */
  byOption: readonly (readonly number[] | undefined)[];
  /** The days of the cuts of a date, in the order of the cuts. */
  days: readonly number[];
}

/** Enters packed facts into inputs, without making values of them first. */
export class VectorReader {
  readonly #inputs: Inputs;
  readonly #entries: readonly Entry[];
  /** Where the values begin, and where the bits of those who are yes or no. */
  readonly #start: number;
  readonly #number = new Float64Array(1);
  readonly #numberBytes = new Uint8Array(this.#number.buffer);
  #asOf: Day = '';
  #today = 0;

  /** @param catalogue the one the vectors were made with */
  constructor(inputs: Inputs, catalogue: Catalogue) {
    this.#inputs = inputs;
    this.#entries = catalogue.facts.map((fact) => entryOf(fact, inputs.encodingOf(fact.id)));
    this.#start = Math.ceil(catalogue.facts.length / 8);
  }

  /** Enters a system on a day into lanes where nothing was entered yet. */
  enter(vector: Uint8Array, asOf: Day, lanes: number): void {
    if (asOf !== this.#asOf) {
      this.#asOf = asOf;
      this.#today = numberOfDay(asOf);
    }
    this.#inputs.enterDay(asOf, lanes);
    const cursor: Cursor = { vector, at: this.#start + Math.ceil(this.#flagsIn(vector) / 8) };
    const entries = this.#entries;
    let flag = 0;
    for (let i = 0; i < entries.length; i++) {
      if (((vector[i >> 3] as number) & (1 << (i & 7))) === 0) continue;
      const entry = entries[i] as Entry;
      if (entry.type !== 'boolean') {
        this.#enterValue(entry, cursor, lanes);
        continue;
      }
      const isYes = ((vector[this.#start + (flag >> 3)] as number) & (1 << (flag & 7))) !== 0;
      flag++;
      if (entry.encoding?.is === 'yes') this.#inputs.set(entry.encoding.atom, isYes, lanes);
    }
  }

  #flagsIn(vector: Uint8Array): number {
    const entries = this.#entries;
    let flags = 0;
    for (let i = 0; i < entries.length; i++) {
      if (((vector[i >> 3] as number) & (1 << (i & 7))) !== 0 && (entries[i] as Entry).type === 'boolean')
        flags++;
    }
    return flags;
  }

  #enterValue({ type, isPlaces, encoding, byOption, days }: Entry, cursor: Cursor, lanes: number): void {
    const inputs = this.#inputs;
    switch (type) {
      case 'enum': {
        const option = readNumber(cursor);
        if (encoding?.is !== 'choice') return;
        for (const { atom } of encoding.asked) inputs.set(atom, false, lanes);
        inputs.turn(byOption[option], lanes);
        return;
      }
      case 'set': {
        const count = readNumber(cursor);
        if (isPlaces) {
          const places = Array.from({ length: count }, () => readText(cursor));
          if (encoding?.is === 'places') inputs.enterPlaces(encoding, places, lanes);
          return;
        }
        if (encoding?.is === 'choice') for (const { atom } of encoding.asked) inputs.set(atom, false, lanes);
        for (let i = 0; i < count; i++) inputs.turn(byOption[readNumber(cursor)], lanes);
        return;
      }
      case 'number': {
        for (let i = 0; i < 8; i++) this.#numberBytes[i] = cursor.vector[cursor.at++] as number;
        const value = this.#number[0] as number;
        if (encoding?.is !== 'number') return;
        for (const cut of encoding.cuts)
          inputs.set(cut.atom, cut.above ? value > cut.value : value >= cut.value, lanes);
        return;
      }
      case 'date': {
        const day = readNumber(cursor);
        if (encoding?.is !== 'date') return;
        for (const [i, { never, atom }] of encoding.cuts.entries())
          inputs.set(atom, day === NO_DAY ? never : day >= (days[i] ?? 0), lanes);
        for (const { never, atom } of encoding.toCome)
          inputs.set(atom, day === NO_DAY ? never : day > this.#today, lanes);
        return;
      }
      case 'boolean':
        return;
    }
  }
}

function entryOf(fact: Fact, encoding: Encoding | undefined): Entry {
  const options =
    fact.type === 'enum' || (fact.type === 'set' && fact.options !== 'places') ? fact.options : [];
  return {
    type: fact.type,
    isPlaces: fact.type === 'set' && fact.options === 'places',
    encoding,
    byOption:
      encoding?.is === 'choice' && options !== 'places'
        ? options.map(({ id }) => encoding.byValue.get(id))
        : [],
    days: encoding?.is === 'date' ? encoding.cuts.map(({ day }) => numberOfDay(day)) : [],
  };
}
