import { describe, expect, it } from 'vitest';
import { readDocument } from './document.ts';
import { MAX_BYTES } from './max-bytes.ts';
import { InputError, type Problem } from './problem.ts';

function problemIn(source: string | Uint8Array): Problem {
  try {
    readDocument(source, 'file.yaml');
  } catch (error) {
    if (error instanceof InputError && error.problems[0]) return error.problems[0];
    throw error;
  }
  throw new Error('was accepted');
}

describe('a document', () => {
  it('is read from YAML and from JSON, in which days stay text', () => {
    expect(readDocument('a: 2026-01-01\nb: [x, y]', 'f').value).toEqual({ a: '2026-01-01', b: ['x', 'y'] });
    expect(readDocument('{"a": {"b": 1e26}}', 'f').value).toEqual({ a: { b: 1e26 } });
  });

  it('knows where its parts stand', () => {
    const document = readDocument('facts:\n  roles:\n    - provider\n    - nobody\n', 'f.yaml');
    expect(document.locate(['facts', 'roles', 1], 'is wrong')).toMatchObject({
      file: 'f.yaml',
      line: 4,
      column: 7,
      pointer: '/facts/roles/1',
    });
    expect(document.locate(['facts', 'absent'], 'is missing')).toMatchObject({ line: 1, column: 1 });
  });

  it.each([
    ['a duplicate key', 'a: 1\nb: 2\na: 3', 3, /unique/],
    ['a key given as text and as number', 'b: 2\n1: 1\n"1": 3', 3, /unique/],
    // Comparing every key with every other takes minutes.
    [
      'very many keys',
      `a:\n${Array.from({ length: 60_000 }, (_, i) => `  k${i}: 1`).join('\n')}`,
      2,
      /more than 5000/,
    ],
    ['infinity', 'a: .inf', 1, /finite/],
    ['half a character', '{"a": "x",\n "b": "\\ud83d"}', 2, /surrogate/],
    ['a number beyond all numbers', 'a: 1\nb: [1e999]', 2, /finite/],
    ['an alias', 'a: &x 1\nb: *x', 1, /anchor or alias/],
    ['an alias bomb', `a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]`, 1, /anchor or alias/],
    ['a second document', 'a: 1\n---\nb: 2', 2, /multiple documents/i],
    ['a NUL byte', 'a: 1\nb: "\0"', 2, /NUL/],
    ['a broken map', 'a: [1, 2', 1, /./],
    ['a tab as indentation', 'a:\n\tb: 1', 2, /tab/i],
    ['a key that is a list', '? [1]\n: 2', 1, /plain text/],
  ])('refuses %s with its line', (_, source, line, reason) => {
    const problem = problemIn(source);
    expect(problem.reason).toMatch(reason);
    expect(problem).toMatchObject({ file: 'file.yaml', line });
  });

  it.each([
    ['flow', '['.repeat(100_000)],
    ['closed flow', `${'['.repeat(200)}${']'.repeat(200)}`],
    ['sequences', '- '.repeat(50_000)],
    ['maps', Array.from({ length: 1200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['JSON', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ])('refuses deep nesting of %s without falling over', (_, source) => {
    expect(problemIn(source).reason).toMatch(/nested more than|bytes/);
  });

  it('refuses what is not UTF-8, with the line', () => {
    expect(problemIn(new Uint8Array([0x61, 0x0a, 0x62, 0xff, 0xfe]))).toMatchObject({
      line: 2,
      reason: 'is not valid UTF-8',
    });
  });

  it('refuses more text than a profile can need', () => {
    expect(problemIn('x'.repeat(MAX_BYTES + 1)).reason).toMatch(/at most/);
  });

  it('resolves aliases and merge keys for pack authors only', () => {
    const text = 'a: &a { x: 1, y: 1 }\nb: { <<: *a, y: 2 }';
    expect(readDocument(text, 'f', 'resolve').value).toEqual({ a: { x: 1, y: 1 }, b: { x: 1, y: 2 } });
    expect(readDocument('b: { <<: { x: 1 } }', 'f').value).toEqual({ b: { '<<': { x: 1 } } });
  });

  it('keeps a prototype key as an ordinary key', () => {
    const { value } = readDocument('__proto__: { polluted: true }', 'f');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
