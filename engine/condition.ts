import type { Day } from './day.ts';
import { isDay } from './day.ts';
import type { Catalogue, Fact } from './facts.ts';
import { type Path, suggest } from './problem.ts';

/** What a condition asks of a number. */
export interface Comparison {
  is: 'at-least' | 'more-than' | 'at-most' | 'less-than';
  value: number;
}

/** What a condition asks of one fact. */
export type Test =
  | { is: 'equals'; value: boolean }
  | { is: 'any-of'; values: readonly string[] }
  | { is: 'all-of'; values: readonly string[] }
  | Comparison
  | { is: 'on-or-after' | 'before'; day: Day };

/** A condition of a rule, as the engine reads it. */
export type Condition =
  | { op: 'all'; of: readonly Condition[] }
  | { op: 'any'; of: readonly Condition[] }
  | { op: 'not'; of: Condition }
  | { op: 'is'; id: string }
  | { op: 'fact'; fact: string; test: Test }
  | { op: 'score'; score: string; test: Comparison };

/** A condition that holds no other. */
export type Leaf = Extract<Condition, { op: 'is' | 'fact' | 'score' }>;

/** What a condition may refer to within its pack. */
export interface Names {
  /** Ids of definitions and classes. */
  rules: ReadonlySet<string>;
  scores: ReadonlySet<string>;
}

/** The names of a place where nothing can be referred to. */
export const NO_NAMES: Names = { rules: new Set(), scores: new Set() };

/** Receives what is wrong at a path below the condition. */
export type Report = (path: Path, reason: string, hint?: string) => void;

const ALWAYS: Condition = { op: 'all', of: [] };

/**
 * Reads a condition as packs and the catalogue write it:
 *
 * - `{ all: […] }`, `{ any: […] }`, `{ not: … }`
 * - `{ is: high-risk }` or `{ is: [a, b] }` (any of them): a definition or class of the same pack
 * - `{ use.purposes: [a, b] }`: an enum is one of them, a set has one of them, a place is within one of them
 * - `{ use.purposes: { allOf: [a, b] } }`, `{ flag: true }`
 * - numbers: `atLeast`, `moreThan`, `atMost`, `lessThan`; days: `onOrAfter`, `before`
 * - `{ score: { impact: { moreThan: 41, atMost: 83 } } }`: a score of the same pack
 * - several keys in one map must all hold
 *
 * @param source what the document holds there
 * @param path where it stands, for messages
 * @param names what the condition may refer to
 * @returns the condition; what could not be read is reported and counts as always true
 */
export function readCondition(
  source: unknown,
  path: Path,
  catalogue: Catalogue,
  names: Names,
  report: Report,
): Condition {
  if (!isRecord(source) || Object.keys(source).length === 0) {
    report(path, 'is not a condition', 'write a map such as { use.purposes: [recruitment-screening] }');
    return ALWAYS;
  }
  const parts = Object.entries(source).map(([key, value]) =>
    readKey(key, value, [...path, key], catalogue, names, report),
  );
  return parts.length === 1 && parts[0] ? parts[0] : { op: 'all', of: parts };
}

function readKey(
  key: string,
  value: unknown,
  path: Path,
  catalogue: Catalogue,
  names: Names,
  report: Report,
): Condition {
  switch (key) {
    case 'all':
    case 'any':
      return { op: key, of: readList(value, path, catalogue, names, report) };
    case 'not':
      return { op: 'not', of: readCondition(value, path, catalogue, names, report) };
    case 'is':
      return readReference(value, path, names.rules, report);
    case 'score':
      return readScores(value, path, names.scores, report);
    default: {
      const fact = catalogue.get(key);
      if (fact) return { op: 'fact', fact: key, test: readTest(fact, value, path, catalogue, report) };
      report(
        path,
        `no fact is called "${key}"`,
        suggest(
          key,
          catalogue.facts.map((f) => f.id),
        ),
      );
      return ALWAYS;
    }
  }
}

function readList(
  value: unknown,
  path: Path,
  catalogue: Catalogue,
  names: Names,
  report: Report,
): Condition[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item, i) => readCondition(item, [...path, i], catalogue, names, report));
  }
  report(path, 'needs a list of at least one condition');
  return [];
}

function readReference(value: unknown, path: Path, ids: ReadonlySet<string>, report: Report): Condition {
  const names = Array.isArray(value) ? value : [value];
  for (const name of names) {
    if (typeof name !== 'string') report(path, 'needs the id of a definition or class');
    else if (!ids.has(name)) report(path, `no definition or class is called "${name}"`, suggest(name, ids));
  }
  const of = names.filter((name) => typeof name === 'string').map((id): Condition => ({ op: 'is', id }));
  return of.length === 1 && of[0] ? of[0] : { op: 'any', of };
}

function readScores(value: unknown, path: Path, scores: ReadonlySet<string>, report: Report): Condition {
  const entries = isRecord(value) ? Object.entries(value) : [];
  if (entries.length === 0)
    report(path, 'needs a score and a comparison', 'write { impact: { moreThan: 41 } }');
  const of = entries.flatMap(([score, comparison]) => {
    if (!scores.has(score)) report([...path, score], `no score is called "${score}"`, suggest(score, scores));
    const bounds = isRecord(comparison) ? Object.entries(comparison) : [];
    const each = bounds.length > 1 ? bounds.map(([name, value]) => ({ [name]: value })) : [comparison];
    return each.map(
      (bound): Condition => ({ op: 'score', score, test: readComparison(bound, [...path, score], report) }),
    );
  });
  return of.length === 1 && of[0] ? of[0] : { op: 'all', of };
}

function readTest(fact: Fact, value: unknown, path: Path, catalogue: Catalogue, report: Report): Test {
  switch (fact.type) {
    case 'boolean':
      if (typeof value !== 'boolean') report(path, `"${fact.id}" is yes or no: write true or false`);
      return { is: 'equals', value: value === true };
    case 'enum':
    case 'set':
      return readMembership(fact, value, path, catalogue, report);
    case 'number':
      return readComparison(value, path, report);
    case 'date':
      return readDayComparison(value, path, report);
  }
}

function readMembership(
  fact: Fact & { type: 'enum' | 'set' },
  value: unknown,
  path: Path,
  catalogue: Catalogue,
  report: Report,
): Test {
  const wantsAll = fact.type === 'set' && isRecord(value) && Object.keys(value).join() === 'allOf';
  const listed = wantsAll ? (value as Record<string, unknown>).allOf : value;
  const values = (Array.isArray(listed) ? listed : [listed]).filter((item) => typeof item === 'string');
  if (values.length === 0) report(path, `"${fact.id}" needs one or more of its options`);
  for (const item of values) {
    if (!catalogue.allows(fact, item)) {
      report(path, `"${item}" is not an option of "${fact.id}"`, suggest(item, catalogue.optionsOf(fact)));
    }
  }
  return { is: wantsAll ? 'all-of' : 'any-of', values };
}

const COMPARISONS = {
  atLeast: 'at-least',
  moreThan: 'more-than',
  atMost: 'at-most',
  lessThan: 'less-than',
} as const;

function readComparison(value: unknown, path: Path, report: Report): Comparison {
  const [entry, ...more] = isRecord(value) ? Object.entries(value) : [];
  if (entry && more.length === 0 && entry[0] in COMPARISONS && typeof entry[1] === 'number') {
    return { is: COMPARISONS[entry[0] as keyof typeof COMPARISONS], value: entry[1] };
  }
  report(path, 'needs one comparison with a number', `one of ${Object.keys(COMPARISONS).join(', ')}`);
  return { is: 'at-least', value: 0 };
}

function readDayComparison(value: unknown, path: Path, report: Report): Test {
  const [entry, ...more] = isRecord(value) ? Object.entries(value) : [];
  if (entry && more.length === 0 && typeof entry[1] === 'string' && isDay(entry[1])) {
    if (entry[0] === 'onOrAfter') return { is: 'on-or-after', day: entry[1] };
    if (entry[0] === 'before') return { is: 'before', day: entry[1] };
  }
  report(
    path,
    'needs one comparison with a day',
    'write { onOrAfter: 2027-12-02 } or { before: 2027-12-02 }',
  );
  return { is: 'before', day: '2000-01-01' };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a condition comes down to: tests of facts and scores, and references, which are not followed. */
export function leavesOf(condition: Condition): Leaf[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(leavesOf);
    case 'not':
      return leavesOf(condition.of);
    case 'is':
    case 'fact':
    case 'score':
      return [condition];
  }
}
