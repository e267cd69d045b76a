import { isMap, isScalar, type Pair, parseDocument, type Scalar, stringify, type YAMLMap } from 'yaml';

/** An entry of a map, and what stands above it. */
export interface Entry {
  key: string;
  value: unknown;
  /** Lines above it, without their `# `. */
  comment: readonly string[];
  /** What stood above it until now: only that makes way for the new comment. */
  formerComment?: readonly string[];
}

/** Lists that make a line longer than this stand one item a line. */
const LONGEST_LINE = 100;

/**
 * A YAML text with one entry of a map added, or given another value. Everything else stays byte for byte as it was, which
 * writing the parsed document anew would not keep.
 *
 * @param text a map with the entry `map` in it, which is a map too or nothing but comments
 */
export function setEntry(text: string, map: string, entry: Entry): string {
  const root = parseDocument(text).contents;
  const parent = isMap(root) ? pairOf(root, map) : undefined;
  if (isMap(root) && isScalar(parent?.value) && parent.value.value === null)
    return addedToNothing(text, parent, entry);
  if (!isMap(root) || !parent || !isMap(parent.value)) throw new Error(`the text has no map "${map}"`);
  const target = parent.value;
  const known = pairOf(target, entry.key);
  if (known) return replaced(text, known, entry);
  if (target.flow && (root.flow || target.items.length > 0)) return addedInFlow(text, target, entry);
  return target.flow ? addedInEmpty(text, parent, target, entry) : addedBelow(text, target, entry);
}

/** How the lines of a text end. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** A value as it stands on one line. */
function flow(value: unknown): string {
  return stringify(value, {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
    // Norway must stay a place for readers that still take NO for "no".
    compat: 'yaml-1.1',
  }).trimEnd();
}

function linesOf({ key, value, comment }: Entry, indent: string): string[] {
  const start = `${flow(key)}:`;
  const line = `${start} ${flow(value)}`;
  const isLong = Array.isArray(value) && indent.length + line.length > LONGEST_LINE;
  const lines = isLong ? [start, ...value.map((item) => `  - ${flow(item)}`)] : [line];
  return [...commentLines(comment), ...lines].map((each) => indent + each);
}

function commentLines(comment: readonly string[]): string[] {
  return comment.map((line) => `# ${line}`);
}

type TextPair = Pair<Scalar, unknown>;

function pairOf(map: YAMLMap, key: string): TextPair | undefined {
  return map.items.find((item): item is TextPair => isScalar(item.key) && String(item.key.value) === key);
}

function rangeOf(node: unknown): [start: number, end: number] {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    throw new Error('a node of the text has no place');
  return [Number(node.range[0]), Number(node.range[1])];
}

/** Where the line starts that an offset is on. */
function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** What indents the entries of a map, judged by one of them. */
function indentOf(text: string, pair: Pair | undefined): string {
  const [start] = rangeOf(pair?.key);
  return ' '.repeat(start - lineStart(text, start));
}

function replaced(text: string, pair: TextPair, { value, comment, formerComment = [] }: Entry): string {
  const [start, end] = rangeOf(pair.value);
  const old = text.slice(start, end);
  const top = lineStart(text, rangeOf(pair.key)[0]);
  const above = (lines: readonly string[]): string =>
    commentLines(lines)
      .map((line) => indentOf(text, pair) + line + lineEndOf(text))
      .join('');
  const former = above(formerComment);
  const before = text.slice(0, top).endsWith(former)
    ? text.slice(0, top - former.length) + (former ? above(comment) : '')
    : text.slice(0, top);
  // The line break that ends a block list is part of it.
  const lineEnd = old.slice(old.trimEnd().length);
  return before + text.slice(top, start) + flow(value) + lineEnd + text.slice(end);
}

function addedInFlow(text: string, map: YAMLMap, { key, value }: Entry): string {
  const last = map.items.at(-1);
  const at = last ? rangeOf(last.value ?? last.key)[1] : rangeOf(map)[0] + 1;
  return `${text.slice(0, at)}${last ? ', ' : ''}${flow(key)}: ${flow(value)}${text.slice(at)}`;
}

/** An empty map is written `{}`; its first entry opens a block. */
function addedInEmpty(text: string, parent: TextPair, map: YAMLMap, entry: Entry): string {
  const [start, end] = rangeOf(map);
  const lines = linesOf(entry, `${indentOf(text, parent)}  `);
  return text.slice(0, start).trimEnd() + ['', ...lines].join(lineEndOf(text)) + text.slice(end);
}

/** A map of which there are only comments so far is null. */
function addedToNothing(text: string, parent: TextPair, entry: Entry): string {
  const [start, end] = rangeOf(parent.value);
  const head = text.slice(0, start) + text.slice(end);
  const breakAt = head.indexOf('\n', start);
  const lineEnd = breakAt < 0 ? head.length : breakAt + 1;
  const eol = lineEndOf(text);
  const rest = head.slice(lineEnd);
  const gap = /^[ \t]*#/.test(rest) ? eol : '';
  const lines = linesOf(entry, `${indentOf(text, parent)}  `).join(eol) + eol;
  return head.slice(0, lineEnd) + (breakAt < 0 ? eol : '') + lines + gap + rest;
}

function addedBelow(text: string, map: YAMLMap, entry: Entry): string {
  const last = map.items.at(-1);
  const [, end] = rangeOf(last?.value ?? last?.key);
  const eol = lineEndOf(text);
  const gap = entry.comment.length > 0 ? [''] : [];
  const added = [...gap, ...linesOf(entry, indentOf(text, map.items[0]))].join(eol) + eol;
  // A block list ends with its line break; after all else a comment may follow on the line.
  const breakAt = text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end);
  if (breakAt < 0) return text + eol + added;
  return text.slice(0, breakAt + 1) + added + text.slice(breakAt + 1);
}
