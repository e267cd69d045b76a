import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogues } from '../../cli/rules-folder.ts';
import { readProfile } from '../check-profile.ts';
import { Catalogue } from '../facts.ts';
import { packFacts } from './vector.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const { catalogue } = readCatalogues(join(ROOT, 'rules'));
const examples = readdirSync(join(ROOT, 'examples')).map((file) => {
  return readProfile(readFileSync(join(ROOT, 'examples', file)), file, catalogue).profile.facts;
});

describe('a fact vector', () => {
  const small = new Catalogue([
    { id: 'f', type: 'boolean', topic: 't', question: 'q' },
    { id: 'n', type: 'number', topic: 't', question: 'q', unit: 'u' },
    {
      id: 's',
      type: 'set',
      topic: 't',
      question: 'q',
      options: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, label: id })),
    },
    { id: 'd', type: 'date', topic: 't', question: 'q' },
    { id: 'p', type: 'set', topic: 't', question: 'q', options: 'places' },
  ]);

  it('says by bits what is known, what is so and what is chosen, and then the rest', () => {
    expect([...packFacts({}, small)]).toEqual([0, 0]);
    expect([...packFacts({ f: false, s: [] }, small)]).toEqual([0b00101, 0]);
    expect([...packFacts({ f: true, s: ['b', 'f'] }, small)]).toEqual([0b10100101, 0b1000]);
    expect([...packFacts({ p: ['EU', 'US'] }, small)]).toEqual([0b10000, 0, 2, 2, 69, 85, 2, 85, 83]);
    expect([...packFacts({ d: 'never' }, small)]).toEqual([0b01000, 0, 0]);
    expect([...packFacts({ n: 1.5 }, small)]).toEqual([0b00010, 0, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f]);
  });

  it('takes few bytes', () => {
    const sizes = examples.map((facts) => packFacts(facts, catalogue).length);
    expect(Math.max(...sizes)).toBeLessThan(650);
  });

  it('refuses a value its catalogue does not know', () => {
    expect(() => packFacts({ roles: ['nobody'] }, catalogue)).toThrow('"nobody" is no option of "roles"');
  });
});
