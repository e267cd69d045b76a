import type { Day } from '../day.ts';
import type { Catalogue, Fact, Facts, FactValue } from '../facts.ts';
import { NEVER } from '../facts.ts';

/**
 * The facts of a profile in some hundred bytes, to be read by the million. In the order of the catalogue: a bit for each fact
 * that is known, a bit for each yes or no, and then the other values one after the other. A vector says nothing without the
 * catalogue it was written with; read with that one, facts added since are unknown, as they are in the profile.
 */

/** Changes when vectors are written another way; everybody's is then written anew. */
export const VECTOR_FORM = 1;

const DAY = 86_400_000;
/** Days from the year 0 to 1970, and some. */
const SHIFT = 720_000;

/** How a vector writes the date that never comes. */
export const NO_DAY = 0;

/** How a vector writes a day. */
export function numberOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY + SHIFT;
}

/**
 * Packs the facts of a valid profile.
 *
 * @throws Error when a value is none the catalogue knows
 */
export function packFacts(facts: Facts, catalogue: Catalogue): Uint8Array<ArrayBuffer> {
  const known = new Uint8Array(Math.ceil(catalogue.facts.length / 8));
  const flags: boolean[] = [];
  const rest: number[] = [];
  for (const [i, fact] of catalogue.facts.entries()) {
    const value = Object.hasOwn(facts, fact.id) ? facts[fact.id] : undefined;
    if (value === undefined) continue;
    known[i >> 3] = (known[i >> 3] ?? 0) | (1 << (i & 7));
    if (typeof value === 'boolean') flags.push(value);
    else writeValue(fact, value, rest);
  }
  const bits = new Uint8Array(Math.ceil(flags.length / 8));
  for (const [i, flag] of flags.entries()) if (flag) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  return Uint8Array.from([...known, ...bits, ...rest]);
}

/** The facts a vector was made of. */
export function unpackFacts(vector: Uint8Array, catalogue: Catalogue): Facts {
  const { facts } = catalogue;
  const isKnown = (i: number): boolean => ((vector[i >> 3] ?? 0) & (1 << (i & 7))) !== 0;
  const start = Math.ceil(facts.length / 8);
  let flags = 0;
  for (const [i, fact] of facts.entries()) if (fact.type === 'boolean' && isKnown(i)) flags++;
  const cursor: Cursor = { vector, at: start + Math.ceil(flags / 8) };
  const found: Record<string, FactValue> = {};
  let flag = 0;
  for (let i = 0; i < facts.length; i++) {
    const fact = facts[i];
    if (fact === undefined || !isKnown(i)) continue;
    if (fact.type !== 'boolean') found[fact.id] = readValue(fact, cursor);
    else {
      found[fact.id] = ((vector[start + (flag >> 3)] ?? 0) & (1 << (flag & 7))) !== 0;
      flag++;
    }
  }
  return found;
}

function writeValue(fact: Fact, value: Exclude<FactValue, boolean>, bytes: number[]): void {
  switch (fact.type) {
    case 'enum':
      writeNumber(placeOf(fact, value), bytes);
      return;
    case 'set': {
      const members = Array.isArray(value) ? value : [];
      writeNumber(members.length, bytes);
      for (const member of members) {
        if (fact.options === 'places') writeText(member, bytes);
        else writeNumber(placeOf(fact, member), bytes);
      }
      return;
    }
    case 'number':
      bytes.push(...new Uint8Array(Float64Array.of(Number(value)).buffer));
      return;
    case 'date':
      writeNumber(value === NEVER ? NO_DAY : numberOfDay(String(value)), bytes);
      return;
    case 'boolean':
      throw new Error(`"${fact.id}" is yes or no`);
  }
}

function readValue(fact: Fact, cursor: Cursor): FactValue {
  switch (fact.type) {
    case 'enum':
      return fact.options[readNumber(cursor)]?.id ?? '';
    case 'set': {
      const members: string[] = [];
      for (let left = readNumber(cursor); left > 0; left--) {
        members.push(
          fact.options === 'places' ? readText(cursor) : (fact.options[readNumber(cursor)]?.id ?? ''),
        );
      }
      return members;
    }
    case 'number': {
      const bytes = cursor.vector.slice(cursor.at, cursor.at + 8);
      cursor.at += 8;
      return new DataView(bytes.buffer).getFloat64(0, true);
    }
    case 'date': {
      const day = readNumber(cursor);
      return day === NO_DAY ? NEVER : new Date((day - SHIFT) * DAY).toISOString().slice(0, 10);
    }
    case 'boolean':
      throw new Error(`"${fact.id}" is yes or no`);
  }
}

/** A place in a vector. */
export interface Cursor {
  vector: Uint8Array;
  at: number;
}

function placeOf(fact: Fact & { type: 'enum' | 'set' }, value: unknown): number {
  const place = fact.options === 'places' ? -1 : fact.options.findIndex(({ id }) => id === value);
  if (place < 0) throw new Error(`"${value}" is no option of "${fact.id}"`);
  return place;
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function writeNumber(number: number, bytes: number[]): void {
  let rest = number;
  for (; rest > 127; rest >>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

export function readNumber(cursor: Cursor): number {
  let number = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = cursor.vector[cursor.at++] ?? 0;
    number |= (byte & 127) << shift;
    if (byte < 128) return number;
  }
}

/** Places are written in letters, digits and hyphens. */
function writeText(text: string, bytes: number[]): void {
  writeNumber(text.length, bytes);
  for (let i = 0; i < text.length; i++) bytes.push(text.charCodeAt(i));
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
