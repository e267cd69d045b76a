import { InputError, type Path, type Problem, toPointer } from '../../engine/problem.ts';

/** Real profiles nest 5 levels. */
const MAX_DEPTH = 64;
/** Of one list or object; the longest list of a profile has 500. */
const MAX_MEMBERS = 2000;
const MAX_NAME = 200;

/**
 * Reads JSON that strangers sent. Refuses what could mean two things or is out of proportion: invalid UTF-8, names given
 * twice, `__proto__`, NUL, halves of characters, numbers beyond a double, deep nesting, very long names and lists.
 *
 * @param bytes text in UTF-8, with or without byte order mark
 * @throws InputError with every problem
 * @see https://www.rfc-editor.org/rfc/rfc7493 I-JSON
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  const value = parse(text);
  const problems = [...oddities(value, [])];
  if (problems.length === 0) problems.push(...doubleNames(text));
  if (problems.length > 0) throw new InputError(problems);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError([{ pointer: '', reason: 'is not valid UTF-8', hint: 'send the text in UTF-8' }]);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [, line, column] = /line (\d+) column (\d+)/.exec(String(error)) ?? [];
    const place = line === undefined ? '' : ` (line ${line}, column ${column})`;
    throw new InputError([{ pointer: '', reason: `is not JSON${place}`, hint: 'send a JSON object' }]);
  }
}

function* oddities(value: unknown, path: Path): Generator<Problem> {
  const problem = (reason: string, hint: string): Problem => ({ pointer: toPointer(path), reason, hint });
  if (typeof value === 'string') yield* oddText(value, path);
  if (typeof value === 'number' && !Number.isFinite(value))
    yield problem('is too large a number', 'a number has at most 308 digits');
  if (typeof value !== 'object' || value === null) return;
  if (path.length >= MAX_DEPTH) {
    yield problem(`is nested more than ${MAX_DEPTH} levels deep`, 'flatten it');
    return;
  }
  const members = Object.entries(value);
  if (members.length > MAX_MEMBERS) {
    yield problem(`has ${members.length} members`, `send at most ${MAX_MEMBERS}`);
    return;
  }
  for (const [name, member] of members) yield* oddMember(value, name, member, path);
}

function* oddMember(parent: object, name: string, member: unknown, path: Path): Generator<Problem> {
  if (name.length > MAX_NAME) {
    yield {
      pointer: toPointer(path),
      reason: 'has a member with a very long name',
      hint: `use at most ${MAX_NAME} characters`,
    };
    return;
  }
  const below = [...path, Array.isArray(parent) ? Number(name) : name];
  if (name === '__proto__') {
    yield { pointer: toPointer(below), reason: '"__proto__" cannot be a name', hint: 'leave it out' };
    return;
  }
  yield* oddText(name, below);
  yield* oddities(member, below);
}

function* oddText(text: string, path: Path): Generator<Problem> {
  const pointer = toPointer(path).replaceAll('\0', '\uFFFD').toWellFormed();
  if (text.includes('\0')) yield { pointer, reason: 'contains a NUL character', hint: 'leave it out' };
  if (!text.isWellFormed())
    yield { pointer, reason: 'contains half of a surrogate pair', hint: 'send whole characters' };
}

/** `JSON.parse` keeps the last of two members with one name and says nothing. */
function* doubleNames(json: string): Generator<Problem> {
  const open: { names: Set<string>; step: string | number; isList: boolean }[] = [];
  let name: string | undefined;
  for (const [token] of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"\s*:|"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g)) {
    const here = open.at(-1);
    if (token === '{' || token === '[') open.push({ names: new Set(), step: 0, isList: token === '[' });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && here?.isList) here.step = Number(here.step) + 1;
    else if (token.endsWith(':') && here) {
      name = String(JSON.parse(token.slice(0, -1)));
      here.step = name;
      if (here.names.has(name))
        yield {
          pointer: toPointer(open.map(({ step }) => step)),
          reason: `"${name}" is given twice`,
          hint: 'keep one of the two',
        };
      here.names.add(name);
    }
  }
}
