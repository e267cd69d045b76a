import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Document as ParsedDocument,
  parseDocument,
} from 'yaml';
import { MAX_BYTES } from './max-bytes.ts';
import { InputError, type Path, type Problem, toPointer } from './problem.ts';

/** A place in a text; both count from 1, columns in UTF-16 code units. */
export interface Place {
  line: number;
  column: number;
}

/** A parsed YAML or JSON text that still knows where everything stands. */
export interface Document {
  value: unknown;
  /** Where the key or the item at `path` starts, or the nearest thing above it that exists. */
  place(path: Path): Place;
  /** Whether a key stands at `path` with nothing written after it, which YAML reads as null. */
  isBlank(path: Path): boolean;
  /** The problem with its place in the text: the value at `path`, or the nearest thing above it that exists. */
  locate(path: Path, reason: string, hint?: string): Problem;
}

/** Nesting beyond this is an attack or an accident: real profiles need 5 levels, packs about 20. */
const MAX_DEPTH = 64;

/**
 * Reads YAML or JSON (a subset of YAML 1.2). Refuses what could mean two things or is out of proportion: duplicate keys,
 * anchors and aliases (unless resolved), several documents, NUL bytes, invalid UTF-8, too much text or nesting.
 *
 * @param source the text, or its bytes in UTF-8
 * @param file its name, for messages
 * @param aliases whether anchors and aliases are refused (what strangers send), or resolved with merge keys (`<<`) too
 *   (what pack authors write)
 * @throws InputError with file, line and column
 */
export function readDocument(
  source: string | Uint8Array,
  file: string,
  aliases: 'refuse' | 'resolve' = 'refuse',
): Document {
  const text = toText(source, file);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The parser compares every key with every other; `refuseOddities` looks each up once.
    uniqueKeys: false,
    merge: aliases === 'resolve',
  });
  const fail = (offset: number, reason: string, hint: string | undefined): never => {
    throw new InputError([{ file, ...place(lines, offset), pointer: '', reason, ...(hint && { hint }) }]);
  };
  const [error] = [...document.errors, ...document.warnings];
  if (error?.code === 'RESOURCE_EXHAUSTION') fail(error.pos[0], TOO_DEEP, FLATTEN);
  if (error) fail(error.pos[0], firstSentence(error.message), HINTS[error.code]);
  refuseOddities(document.contents, 0, aliases, fail);
  const placeOf = (path: Path): Place => place(lines, offsetOf(document.contents, path));
  return {
    value: toPlain(document, fail),
    place: placeOf,
    isBlank: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) && node.value === null && node.source === '';
    },
    locate: (path, reason, hint) => ({
      file,
      ...placeOf(path),
      pointer: toPointer(path),
      reason,
      ...(hint && { hint }),
    }),
  };
}

/** Entries of one map or list beyond this are an accident: the longest ledger of a pack has about 1,400. */
const MAX_ENTRIES = 5_000;
const TOO_DEEP = `is nested more than ${MAX_DEPTH} levels deep`;
const FLATTEN = 'flatten it';
const HINTS: Partial<Record<string, string>> = {
  MULTIPLE_DOCS: 'put each document in a file of its own',
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'align it with its neighbours',
};

function firstSentence(message: string): string {
  return message.split('\n')[0] ?? message;
}

/**
 * The text of a document, without a byte order mark.
 *
 * @param source the text, or its bytes in UTF-8
 * @param longest in bytes
 * @throws InputError when it is too long or no text
 */
export function toText(source: string | Uint8Array, file: string, longest = MAX_BYTES): string {
  const refuse = (reason: string, hint: string, before = ''): never => {
    const line = before.split('\n').length;
    throw new InputError([{ file, line, column: 1, pointer: '', reason, hint }]);
  };
  const size = typeof source === 'string' ? source.length : source.byteLength;
  if (size > longest)
    refuse(`is too long: at most ${longest} bytes are read`, 'split it or leave out what is not needed');
  const text = typeof source === 'string' ? source : decode(source, refuse);
  const nul = text.indexOf('\0');
  if (nul >= 0) refuse('contains a NUL byte', 'save it as UTF-8 text', text.slice(0, nul));
  return text;
}

function decode(bytes: Uint8Array, refuse: (reason: string, hint: string, before: string) => never): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    if (isUtf16(bytes)) return refuse('is UTF-16 text', 'save it as UTF-8 text', '');
    const loose = new TextDecoder('utf-8').decode(bytes);
    return refuse('is not valid UTF-8', 'save it as UTF-8 text', loose.slice(0, loose.indexOf('\uFFFD')));
  }
}

/** Some editors and shells write UTF-16, which begins with a byte order mark. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Aliases can lead nowhere, in circles, or to far too many copies; the parser tells only when it resolves them. */
function toPlain(document: ParsedDocument, fail: Fail): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const reason =
      error instanceof ReferenceError ? error.message : 'uses an alias within what it stands for';
    return fail(0, firstSentence(reason), 'write the value out');
  }
}

type Fail = (offset: number, reason: string, hint: string | undefined) => never;

function refuseOddities(node: unknown, depth: number, aliases: 'refuse' | 'resolve', fail: Fail): void {
  if (!isNode(node)) return;
  const offset = node.range?.[0] ?? 0;
  if (depth > MAX_DEPTH) fail(offset, TOO_DEEP, FLATTEN);
  if (aliases === 'refuse' && (isAlias(node) || node.anchor))
    fail(offset, 'uses an anchor or alias', 'write the value out');
  // JSON has no such numbers, so nothing that holds one could be digested.
  if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value))
    fail(offset, 'is not a finite number', 'write a number of at most 308 digits');
  // Half of a character cannot be digested either. As a key nothing would know it.
  if (isScalar(node) && typeof node.value === 'string' && !node.value.isWellFormed())
    fail(offset, 'holds half of a surrogate pair, which is no character', 'write both halves, or neither');
  if ((isMap(node) || isSeq(node)) && node.items.length > MAX_ENTRIES)
    fail(offset, `has more than ${MAX_ENTRIES} entries`, 'split it');
  if (isSeq(node)) for (const item of node.items) refuseOddities(item, depth + 1, aliases, fail);
  if (!isMap(node)) return;
  const keys = new Set<string>();
  for (const { key, value } of node.items) {
    if (!isScalar(key)) fail(offset, 'has a key that is not plain text', 'write keys as plain text');
    const name = String(key.value);
    if (keys.has(name)) fail(key.range?.[0] ?? offset, 'keys must be unique', 'keep one of the two');
    keys.add(name);
    refuseOddities(value, depth + 1, aliases, fail);
  }
}

function place(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where the value at `path` starts, or its key, or the nearest thing above it that exists. */
function offsetOf(contents: Node | null, path: Path): number {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const step of path) {
    const item: unknown = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step))
      : isSeq(node) && typeof step === 'number'
        ? node.items[step]
        : undefined;
    const key = isPair(item) ? item.key : item;
    if (!isNode(key)) break;
    offset = key.range?.[0] ?? offset;
    node = isPair(item) ? item.value : item;
  }
  return offset;
}
