import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { setEntry } from './set-entry.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');

const added = { key: 'b', value: ['NO', 'DE'], comment: ['Where?', '= Norway'] };
const PLAIN = { key: 'b', value: 7, comment: [] };

/** Texts with an entry added to the map "facts". */
const ADDED: { name: string; text: string; entry?: typeof added | typeof PLAIN; becomes: string }[] = [
  {
    name: 'to an empty map',
    text: 'facts: {}\n',
    becomes: 'facts:\n  # Where?\n  # = Norway\n  b: ["NO", DE]\n',
  },
  {
    name: 'to an empty map with a comment behind it',
    text: 'facts: {} # none yet\nevidence: {}\n',
    entry: PLAIN,
    becomes: 'facts:\n  b: 7 # none yet\nevidence: {}\n',
  },
  {
    name: 'where there are only comments',
    text: 'facts: # mine\n  # roles: [provider]\nevidence: {}\n',
    becomes:
      'facts: # mine\n  # Where?\n  # = Norway\n  b: ["NO", DE]\n\n  # roles: [provider]\nevidence: {}\n',
  },
  { name: 'where there is nothing', text: 'facts: null', entry: PLAIN, becomes: 'facts: \n  b: 7\n' },
  {
    name: 'below the last entry and its comment, before what follows',
    text: 'facts:\n    a: yes   # of course\n\n# Evidence\nevidence: { x: 1 }\n',
    becomes:
      'facts:\n    a: yes   # of course\n\n    # Where?\n    # = Norway\n    b: ["NO", DE]\n\n# Evidence\nevidence: { x: 1 }\n',
  },
  {
    name: 'below a list that takes several lines',
    text: 'facts:\n  a:\n    - x\n    # not y\n    - z # last\n  # the end\n',
    entry: PLAIN,
    becomes: 'facts:\n  a:\n    - x\n    # not y\n    - z # last\n  b: 7\n  # the end\n',
  },
  {
    name: 'to a text that does not end its last line',
    text: 'facts:\n  a: 1',
    entry: PLAIN,
    becomes: 'facts:\n  a: 1\n  b: 7\n',
  },
  {
    name: 'with the line ends of the text',
    text: 'facts:\r\n  a: 1\r\n',
    becomes: 'facts:\r\n  a: 1\r\n\r\n  # Where?\r\n  # = Norway\r\n  b: ["NO", DE]\r\n',
  },
  {
    name: 'to a map on one line, without the comment',
    text: 'facts: { a: 1 } # short\n',
    becomes: 'facts: { a: 1, b: ["NO", DE] } # short\n',
  },
  { name: 'to a JSON text', text: '{"facts": {}}', becomes: '{"facts": {b: ["NO", DE]}}' },
  {
    name: 'after a trailing comma',
    text: 'facts: { a: 1, }\n',
    entry: PLAIN,
    becomes: 'facts: { a: 1, b: 7, }\n',
  },
];

/** Texts whose entry "a" becomes the list of u and v. */
const REPLACED: { name: string; text: string; becomes: string }[] = [
  { name: 'a scalar', text: 'facts:\n  a: 1  # one\n', becomes: 'facts:\n  a: [u, v]  # one\n' },
  {
    name: 'a list on one line',
    text: 'facts: { a: [p,  q], b: 1 }\n',
    becomes: 'facts: { a: [u, v], b: 1 }\n',
  },
  {
    name: 'a list that takes several lines',
    text: 'facts:\n  a:\n    - p\n    - q\n  b: 1\n',
    becomes: 'facts:\n  a:\n    [u, v]\n  b: 1\n',
  },
];

describe('an entry', () => {
  it.each(ADDED)('is added $name', ({ text, entry = added, becomes }) => {
    expect(setEntry(text, 'facts', entry)).toBe(becomes);
  });

  it.each(REPLACED)('takes the place of $name', ({ text, becomes }) => {
    expect(setEntry(text, 'facts', { key: 'a', value: ['u', 'v'], comment: ['new'] })).toBe(becomes);
  });

  it('takes a new comment only for the one it had been given', () => {
    const entry = { key: 'a', value: 2, comment: ['= two'], formerComment: ['= one'] };
    expect(setEntry('facts:\n  # mine\n  # = one\n  a: 1\n', 'facts', entry)).toBe(
      'facts:\n  # mine\n  # = two\n  a: 2\n',
    );
    expect(setEntry('facts:\n  # = uno\n  a: 1\n', 'facts', entry)).toBe('facts:\n  # = uno\n  a: 2\n');
  });

  it('stands one item a line where one line would be too long', () => {
    const value = [
      'performance-or-behaviour-monitoring',
      'task-allocation-by-behaviour-or-traits',
      'lie-detection',
    ];
    expect(setEntry('facts: {}\n', 'facts', { key: 'use.purposes', value, comment: [] })).toBe(
      `facts:\n  use.purposes:\n${value.map((item) => `    - ${item}\n`).join('')}`,
    );
  });

  it.each(readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml')))(
    'is only put into %s, of which everything else stays',
    (name) => {
      const before = readFileSync(join(EXAMPLES, name), 'utf8');
      const after = setEntry(before, 'facts', {
        key: 'added.fact',
        value: ['NO', 'yes'],
        comment: ['Is it?'],
      });
      const start = [...before].findIndex((character, i) => after[i] !== character);
      const length = after.length - before.length;
      const at = start < 0 ? before.length : start;
      expect(after.slice(0, at) + after.slice(at + length)).toBe(before);
      const content = parse(before);
      expect(parse(after)).toEqual({ ...content, facts: { ...content.facts, 'added.fact': ['NO', 'yes'] } });
    },
  );
});
