import type { Day } from '../day.ts';
import type { Catalogue, Fact, Facts, FactValue } from '../facts.ts';
import { NEVER } from '../facts.ts';

/**
 * The facts of a profile in some hundred bytes, to be read by the million: a bit for each fact of the catalogue that is known,
 * a bit for each yes and each option chosen, and then dates, numbers and places one after the other. What is a bit has the same
 * place in every vector, so that those of many systems are read at once. A vector says nothing without the catalogue it was
 * written with; read with that one, facts added since are unknown, as they are in the profile.
 */

/** Changes when vectors are written another way; everybody's is then written anew. */
export const VECTOR_FORM = 2;

const DAY = 86_400_000;
/** Days from the year 0 to 1970, and some. */
const SHIFT = 720_000;

/** How a vector writes the date that never comes. */
export const NO_DAY = 0;

/** How a vector writes a day. */
export function numberOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY + SHIFT;
}

/** Where the bits of vectors are. */
export interface BitLayout {
  /** Of each fact the first bit that says what it is; whether it is known is said by the bit with the number of the fact. */
  first: readonly number[];
  /** How many bytes they take. */
  bytes: number;
}

/** @param catalogue the one the vectors are made with */
export function bitLayout(catalogue: Catalogue): BitLayout {
  const { facts } = catalogue;
  const first: number[] = [];
  let next = facts.length;
  for (const fact of facts) {
    first.push(next);
    next += fact.type === 'boolean' ? 1 : catalogue.optionsOf(fact).length;
  }
  return { first, bytes: Math.ceil(next / 8) };
}

/**
 * Packs the facts of a valid profile.
 *
 * @throws Error when a value is none the catalogue knows
 */
export function packFacts(facts: Facts, catalogue: Catalogue): Uint8Array<ArrayBuffer> {
  const layout = bitLayout(catalogue);
  const bits = new Uint8Array(layout.bytes);
  const rest: number[] = [];
  const say = (bit: number): void => {
    bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
  };
  for (const [i, fact] of catalogue.facts.entries()) {
    const value = Object.hasOwn(facts, fact.id) ? facts[fact.id] : undefined;
    if (value === undefined) continue;
    say(i);
    for (const bit of bitsOf(fact, value, catalogue)) say((layout.first[i] ?? 0) + bit);
    writeRest(fact, value, rest);
  }
  return Uint8Array.from([...bits, ...rest]);
}

/** Which of its bits a value sets. */
function bitsOf(fact: Fact, value: FactValue, catalogue: Catalogue): number[] {
  const options = catalogue.optionsOf(fact);
  switch (fact.type) {
    case 'boolean':
      return value === true ? [0] : [];
    case 'enum':
      return [placeOf(value, options, fact)];
    case 'set':
      return fact.options === 'places'
        ? []
        : membersOf(value).map((member) => placeOf(member, options, fact));
    case 'number':
    case 'date':
      return [];
  }
}

/** Writes what is not said by bits. */
function writeRest(fact: Fact, value: FactValue, bytes: number[]): void {
  switch (fact.type) {
    case 'boolean':
    case 'enum':
      return;
    case 'set': {
      if (fact.options !== 'places') return;
      const members = membersOf(value);
      writeNumber(members.length, bytes);
      for (const member of members) writeText(member, bytes);
      return;
    }
    case 'number':
      bytes.push(...new Uint8Array(Float64Array.of(Number(value)).buffer));
      return;
    case 'date':
      writeNumber(value === NEVER ? NO_DAY : numberOfDay(String(value)), bytes);
  }
}

function membersOf(value: FactValue): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function placeOf(option: FactValue, options: readonly string[], fact: Fact): number {
  const place = options.indexOf(String(option));
  if (place < 0) throw new Error(`"${option}" is no option of "${fact.id}"`);
  return place;
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function writeNumber(number: number, bytes: number[]): void {
  let rest = number;
  for (; rest > 127; rest >>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

/** Places are written in letters, digits and hyphens. */
function writeText(text: string, bytes: number[]): void {
  writeNumber(text.length, bytes);
  for (let i = 0; i < text.length; i++) bytes.push(text.charCodeAt(i));
}

/** A place in a vector. */
export interface Cursor {
  vector: Uint8Array;
  at: number;
}

export function readNumber(cursor: Cursor): number {
  let number = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = cursor.vector[cursor.at++] ?? 0;
    number |= (byte & 127) << shift;
    if (byte < 128) return number;
  }
}

export function readText(cursor: Cursor): string {
  const end = readNumber(cursor) + cursor.at;
  let text = '';
  while (cursor.at < end) text += String.fromCharCode(cursor.vector[cursor.at++] ?? 0);
  return text;
}

/** @returns where the text ended */
export function skipText(cursor: Cursor): number {
  cursor.at = readNumber(cursor) + cursor.at;
  return cursor.at;
}
