import { type Atom, keyOf } from './atom.ts';
import type { CompiledPack, CompiledSubject } from './compiled-pack.ts';

/**
 * A compiled pack as bytes, so that loading one parses little: a JSON header with all text, and then cells of 16 bits, or of
 * 32 where a number needs them. Bytes: the length of the header (4), the width of a cell (4), the header, cells.
 */

/** The first bytes say what the rest is; another number means another form. */
const FORM = 2;

interface Header extends Omit<CompiledPack, 'atoms' | 'nodes' | 'ruleIds' | 'rules' | 'subjects'> {
  form: number;
  /** Every text that cells refer to by its place. */
  texts: readonly string[];
  numbers: readonly number[];
}

const KINDS = [
  'yes',
  'one-of',
  'has',
  'within',
  'number',
  'date',
  'to-come',
  'today',
  'score',
] as const satisfies Atom['is'][];
const TESTS = ['at-least', 'more-than', 'at-most', 'less-than'] as const;

/** Writes a compiled pack. */
export function toBytes(compiled: CompiledPack): Uint8Array {
  const { atoms, nodes, ruleIds, rules, subjects, ...plain } = compiled;
  const writer = new Writer();
  writer.list(atoms, (atom) => writer.atom(atom));
  writer.list([...nodes], (literal) => writer.cell(literal));
  writer.list(ruleIds, (id) => writer.text(id));
  writer.list(rules, (literal) => writer.cell(literal));
  writer.list(subjects, (subject) => writer.subject(subject));
  const header: Header = { form: FORM, ...plain, texts: writer.texts, numbers: writer.numbers };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const cells = writer.isWide ? Uint32Array.from(writer.cells) : Uint16Array.from(writer.cells);
  const start = 8 + Math.ceil(text.length / 4) * 4;
  const bytes = new Uint8Array(start + cells.byteLength);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  new DataView(bytes.buffer).setUint32(4, cells.BYTES_PER_ELEMENT, true);
  bytes.set(text, 8);
  bytes.set(new Uint8Array(cells.buffer), start);
  return bytes;
}

/**
 * Reads a compiled pack.
 *
 * @param shared the atoms of packs that were read before, so that what many ask is kept once
 * @throws Error when the bytes are not what this version writes
 */
export function fromBytes(bytes: Uint8Array, shared = new Map<string, Atom>()): CompiledPack {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const start = 8 + Math.ceil(length / 4) * 4;
  const header: Header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  if (header.form !== FORM) throw new Error(`form ${header.form} of a compiled pack is not known`);
  // A view of numbers has to start at a multiple of their size, which bytes within a larger buffer need not.
  const body = new Uint8Array(bytes.subarray(start)).buffer;
  const reader = new Reader(
    view.getUint32(4, true) === 2 ? new Uint16Array(body) : new Uint32Array(body),
    header,
  );
  const { form: _, texts: __, numbers: ___, ...plain } = header;
  return {
    ...plain,
    atoms: reader.list(() => sharedAtom(reader.atom(), shared)),
    nodes: reader.block(),
    ruleIds: reader.list(() => reader.text()),
    rules: reader.list(() => reader.cell()),
    subjects: reader.list(() => reader.subject()),
  };
}

function sharedAtom(atom: Atom, shared: Map<string, Atom>): Atom {
  const key = keyOf(atom);
  const known = shared.get(key);
  if (known === undefined) shared.set(key, atom);
  return known ?? atom;
}

class Writer {
  readonly cells: number[] = [];
  readonly texts: string[] = [];
  readonly numbers: number[] = [];
  readonly #places = new Map<string, number>();
  isWide = false;

  cell(value: number): void {
    if (value > 0xffff) this.isWide = true;
    this.cells.push(value);
  }

  text(text: string): void {
    const place = this.#places.get(text) ?? this.texts.push(text) - 1;
    this.#places.set(text, place);
    this.cell(place);
  }

  number(value: number): void {
    this.cell(this.numbers.push(value) - 1);
  }

  list<T>(items: readonly T[], write: (item: T) => void): void {
    this.cell(items.length);
    for (const item of items) write(item);
  }

  subject({ rule, role, applies, schedule }: CompiledSubject): void {
    this.cell(rule);
    this.text(role ?? '');
    this.cell(applies);
    this.cell(schedule);
  }

  atom(atom: Atom): void {
    this.cell(KINDS.indexOf(atom.is));
    switch (atom.is) {
      case 'yes':
        this.text(atom.fact);
        return;
      case 'one-of':
      case 'has':
      case 'within':
        this.text(atom.fact);
        this.list(atom.values, (value) => this.text(value));
        return;
      case 'number':
        this.text(atom.fact);
        this.number(atom.value);
        this.cell(Number(atom.above));
        return;
      case 'date':
        this.text(atom.fact);
        this.text(atom.day);
        this.cell(Number(atom.never));
        return;
      case 'to-come':
        this.text(atom.fact);
        this.cell(Number(atom.never));
        return;
      case 'today':
        this.text(atom.day);
        return;
      case 'score':
        this.cell(atom.score);
        this.cell(TESTS.indexOf(atom.test.is));
        this.number(atom.test.value);
        return;
    }
  }
}

class Reader {
  readonly #cells: Uint16Array | Uint32Array;
  readonly #header: Header;
  #at = 0;

  constructor(cells: Uint16Array | Uint32Array, header: Header) {
    this.#cells = cells;
    this.#header = header;
  }

  cell(): number {
    return this.#cells[this.#at++] ?? 0;
  }

  text(): string {
    return this.#header.texts[this.cell()] ?? '';
  }

  number(): number {
    return this.#header.numbers[this.cell()] ?? 0;
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.cell() }, read);
  }

  block(): Uint16Array | Uint32Array {
    const length = this.cell();
    // A copy, so that what the other cells became does not stay beside them.
    const block = this.#cells.slice(this.#at, this.#at + length);
    this.#at += length;
    return block;
  }

  subject(): CompiledSubject {
    return { rule: this.cell(), role: this.text() || null, applies: this.cell(), schedule: this.cell() };
  }

  atom(): Atom {
    const is = KINDS[this.cell()] ?? 'yes';
    switch (is) {
      case 'yes':
        return { is, fact: this.text() };
      case 'one-of':
      case 'has':
      case 'within':
        return { is, fact: this.text(), values: this.list(() => this.text()) };
      case 'number':
        return { is, fact: this.text(), value: this.number(), above: this.cell() === 1 };
      case 'date':
        return { is, fact: this.text(), day: this.text(), never: this.cell() === 1 };
      case 'to-come':
        return { is, fact: this.text(), never: this.cell() === 1 };
      case 'today':
        return { is, day: this.text() };
      case 'score': {
        const score = this.cell();
        const test = TESTS[this.cell()] ?? 'at-least';
        return { is, score, test: { is: test, value: this.number() } };
      }
    }
  }
}
