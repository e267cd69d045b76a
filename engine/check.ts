import * as z from 'zod';
import { InputError, type Path, type Problem, suggest, toPointer } from './problem.ts';

/** Turns a path in the input into a problem; a document adds file, line and column. */
export type Locate = (path: Path, reason: string, hint?: string) => Problem;

/** Places a problem by its JSON pointer alone. */
export const byPointer: Locate = (path, reason, hint) => ({
  pointer: toPointer(path),
  reason,
  ...(hint && { hint }),
});

/**
 * Validates a value and tells everything that is wrong with it.
 *
 * @returns the value as the schema outputs it
 * @throws InputError with one problem for every bad field
 */
export function check<T>(schema: z.core.$ZodType<T>, value: unknown, locate: Locate = byPointer): T {
  const result = parse(schema, value, locate);
  if (result.success) return result.data;
  throw new InputError(result.error.issues.flatMap((issue) => problemsOf(issue, [], locate)));
}

function parse<T>(schema: z.core.$ZodType<T>, value: unknown, locate: Locate): z.ZodSafeParseResult<T> {
  try {
    return z.safeParse(schema, value, { reportInput: true });
  } catch (error) {
    // zod compares the `length` of whatever has one, and JSON can hold one that compares with nothing.
    if (!(error instanceof TypeError)) throw error;
    throw new InputError([locate([], 'has a map with "length" where text or a list belongs')]);
  }
}

function problemsOf(issue: z.core.$ZodIssue, above: Path, locate: Locate): Problem[] {
  const path: Path = [
    ...above,
    ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => locate([...path, key], `"${key}" is not known here`));
    case 'invalid_value': {
      const options = issue.values.map(String);
      if (issue.input === undefined) return [locate(path, 'is missing', listed(options))];
      const nearest = typeof issue.input === 'string' ? suggest(issue.input, options) : undefined;
      return [
        locate(path, `${shown(issue.input)} is not one of the possible values`, nearest ?? listed(options)),
      ];
    }
    case 'invalid_type':
      return issue.input === undefined
        ? [locate(path, 'is missing', `it needs ${aOr(issue.expected)}`)]
        : [locate(path, `${shown(issue.input)} is not ${aOr(issue.expected)}`)];
    case 'invalid_union':
      return problemsOfUnion(issue, path, locate);
    case 'invalid_key':
      return issue.issues.map((inner) => locate(path, inner.message));
    default:
      return [locate(path, issue.message)];
  }
}

/** Of the alternatives, the one whose complaints lie deepest, and then the one with the fewest, is the one the writer meant. */
function problemsOfUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, locate: Locate): Problem[] {
  const alternatives = issue.errors.filter((errors) => errors.length > 0);
  const depth = (errors: z.core.$ZodIssue[]): number => Math.max(...errors.map((error) => error.path.length));
  const count = (errors: z.core.$ZodIssue[]): number =>
    errors.reduce((sum, error) => sum + (error.code === 'unrecognized_keys' ? error.keys.length : 1), 0);
  const [meant] = alternatives.sort((a, b) => depth(b) - depth(a) || count(a) - count(b));
  return meant ? meant.flatMap((error) => problemsOf(error, path, locate)) : [locate(path, issue.message)];
}

function listed(options: string[]): string {
  if (options.length === 1) return `write ${options[0]}`;
  return options.length > 12 ? `one of ${options.length} options` : `one of ${options.join(', ')}`;
}

function aOr(expected: string): string {
  if (expected === 'int') return 'a whole number';
  return /^[aeio]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function shown(value: unknown): string {
  const text =
    typeof value === 'string'
      ? `"${value}"`
      : Array.isArray(value)
        ? 'a list'
        : typeof value === 'object'
          ? value === null
            ? 'null'
            : 'a map'
          : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
