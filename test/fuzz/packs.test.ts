import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readDocument } from '../../engine/document.ts';
import { lint } from '../../engine/lint.ts';
import { InputError } from '../../engine/problem.ts';
import { readPack } from '../../engine/read-pack.ts';
import { catalogue, INDEX, LEDGER, MANIFEST, RULES } from '../fixtures/small-pack.ts';

/** Whatever is done to a pack, its author gets problems with a place, and nothing else happens. */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const TEXTS = [MANIFEST, RULES, LEDGER];

/** Another value in place of one somewhere in a document, or a key gone, doubled or misspelt. */
function mutate(value: Json, choices: Iterator<number>, replacement: Json): Json {
  const next = (below: number): number => choices.next().value % below;
  if (Array.isArray(value) && value.length > 0 && next(4) > 0) {
    const i = next(value.length);
    return value.map((item, j) => (i === j ? mutate(item, choices, replacement) : item));
  }
  if (value !== null && typeof value === 'object' && !Array.isArray(value) && next(5) > 0) {
    const entries = Object.entries(value);
    const i = next(Math.max(1, entries.length));
    const changed = entries.flatMap(([key, inner], j): [string, Json][] => {
      if (i !== j) return [[key, inner]];
      return [[], [[`${key}x`, inner]], [[key, mutate(inner, choices, replacement)]]][next(3)] as [
        string,
        Json,
      ][];
    });
    return Object.fromEntries(changed);
  }
  return replacement;
}

function problemsOf(texts: readonly string[]): readonly { reason: string; file?: string; line?: number }[] {
  const [manifest = '', rules = '', ledger = ''] = texts;
  try {
    const authored = readPack(
      {
        manifest: readDocument(manifest, 'pack.yaml', 'resolve'),
        ledger: readDocument(ledger, 'provisions.yaml', 'resolve'),
        rules: [readDocument(rules, 'rules.yaml', 'resolve')],
      },
      catalogue,
    );
    return lint(authored, { catalogue, controls: [], parameters: { parameters: [], events: [] } }, INDEX);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

const replacement = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1e300,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    '',
    'x',
    [],
    {},
    [[]],
    '2026-02-30',
    { is: 'risky' },
    { all: [] },
    '__proto__',
  ),
  fc.jsonValue().map((value) => value as Json),
);

describe('a pack with anything wrong', () => {
  it('is refused with problems that have a place', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 }), fc.infiniteStream(fc.nat()), replacement, (which, choices, other) => {
        const texts = TEXTS.map((text, i) => {
          const value = readDocument(text, 'text').value as Json;
          return i === which ? stringify(mutate(value, choices, other)) : text;
        });
        for (const problem of problemsOf(texts)) {
          expect(problem.reason).not.toBe('');
          expect(problem.file).toMatch(/\.yaml$/);
          expect(problem.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('is refused when its text is cut, doubled or overwritten anywhere', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 2 }),
        fc.nat(),
        fc.nat({ max: 40 }),
        fc.string(),
        (which, at, length, inserted) => {
          const texts = TEXTS.map((text, i) => {
            if (i !== which) return text;
            const start = at % text.length;
            return text.slice(0, start) + inserted + text.slice(start + length);
          });
          for (const problem of problemsOf(texts)) expect(problem.reason).not.toBe('');
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('is refused for conditions nested beyond reason, and decided for wide ones', () => {
    const deep = `${'{ not: '.repeat(70)}{ flag: true }${' }'.repeat(70)}`;
    const wide = `{ any: [${Array.from({ length: 400 }, (_, i) => `{ size: { atLeast: ${i} }, flag: true }`).join(', ')}] }`;
    const rule = (when: string): string =>
      `${RULES}  - { id: x, kind: class, title: X, cite: Art. 3, scoped: false, when: ${when} }\n`;
    expect(problemsOf([MANIFEST, rule(deep), LEDGER])[0]?.reason).toMatch(/nested/);
    expect(
      problemsOf([MANIFEST, rule(wide), LEDGER])
        .map(({ reason }) => reason)
        .join(),
    ).not.toMatch(/nested|too large/);
  });
});
