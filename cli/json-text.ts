import {
  findNodeAtLocation,
  type Node,
  type ParseErrorCode,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import type { Locate } from '../engine/check.ts';
import { InputError, type Path, toPointer } from '../engine/problem.ts';

/** JSON that still knows where everything stands. */
export interface JsonText {
  value: unknown;
  /** The problem with its place in the text: the value at `path`, or the nearest thing above it that exists. */
  locate: Locate;
}

/** A BOM that lists 20,000 parts has about 8 MiB; a profile has at most one. */
export const MAX_JSON_BYTES = 16 * 1024 * 1024;
/** Nesting beyond this is an attack or an accident: a component within a component takes two levels. */
const MAX_DEPTH = 200;

/**
 * Reads JSON. Refuses what could mean two things (a key that stands twice) or is out of proportion.
 *
 * The documents that are read here list the parts of a product and can be many times longer than a profile. The reader of
 * profiles takes seconds for them, so this is a reader of its own.
 *
 * @throws InputError with file, line and column
 */
export function readJson(text: string, file: string): JsonText {
  const fail = (offset: number, reason: string, hint?: string): never => {
    throw new InputError([{ file, ...placeOf(text, offset), pointer: '', reason, ...(hint && { hint }) }]);
  };
  refuseOddities(text, fail);
  let tree: Node | undefined;
  return {
    value: parsed(text, fail),
    locate: (path, reason, hint) => {
      tree ??= parseTree(text);
      return {
        file,
        ...placeOf(text, offsetOf(tree, path)),
        pointer: toPointer(path),
        reason,
        ...(hint && { hint }),
      };
    },
  };
}

type Fail = (offset: number, reason: string, hint?: string) => never;

/** Ends at the first oddity, so that neither this nor what comes after it descends too deep. */
function refuseOddities(text: string, fail: Fail): void {
  const open: (Set<string> | undefined)[] = [];
  const enter = (keys: Set<string> | undefined, offset: number): void => {
    if (open.length >= MAX_DEPTH) fail(offset, `is nested more than ${MAX_DEPTH} levels deep`, 'flatten it');
    open.push(keys);
  };
  visit(
    text,
    {
      onObjectBegin: (offset) => enter(new Set(), offset),
      onArrayBegin: (offset) => enter(undefined, offset),
      onObjectEnd: () => open.pop(),
      onArrayEnd: () => open.pop(),
      onObjectProperty: (name, offset) => {
        const keys = open.at(-1);
        if (keys?.has(name)) fail(offset, 'keys must be unique', 'keep one of the two');
        keys?.add(name);
      },
      onError: (code, offset) => fail(offset, `is broken JSON: ${wordsFor(code)}`),
    },
    { disallowComments: true },
  );
}

/** Whatever the two parsers may disagree on is no JSON. */
function parsed(text: string, fail: Fail): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(0, `is broken JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function wordsFor(code: ParseErrorCode): string {
  const name = printParseErrorCode(code);
  return WORDS[name] ?? name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that is neither true, false nor null, nor in quotes',
  InvalidNumberFormat: 'a number that is not written as JSON writes numbers',
  PropertyNameExpected: 'a key in double quotes is missing here',
  ValueExpected: 'a value is missing here',
  ColonExpected: 'a colon is missing here',
  CommaExpected: 'a comma is missing here',
  CloseBraceExpected: 'a closing brace is missing here',
  CloseBracketExpected: 'a closing bracket is missing here',
  EndOfFileExpected: 'something follows its end',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'a text that never ends',
  InvalidCharacter: 'a control character in a text',
};

function offsetOf(tree: Node | undefined, path: Path): number {
  for (let length = path.length; tree && length > 0; length--) {
    const node = findNodeAtLocation(tree, [...path.slice(0, length)]);
    if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }
  return tree?.offset ?? 0;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
