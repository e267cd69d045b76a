import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogues } from '../../cli/rules-folder.ts';
import { readProfile } from '../check-profile.ts';
import { Catalogue } from '../facts.ts';
import { packFacts, unpackFacts } from './vector.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const { catalogue } = readCatalogues(join(ROOT, 'rules'));
const examples = readdirSync(join(ROOT, 'examples')).map((file) => {
  return readProfile(readFileSync(join(ROOT, 'examples', file)), file, catalogue).profile.facts;
});

describe('a fact vector', () => {
  it.each(examples.map((facts) => ({ facts })))('gives back what it was made of', ({ facts }) => {
    expect(unpackFacts(packFacts(facts, catalogue), catalogue)).toEqual(facts);
  });

  it('holds values at the edges', () => {
    const small = new Catalogue([
      { id: 'n', type: 'number', topic: 't', question: 'q', unit: 'u' },
      { id: 'd', type: 'date', topic: 't', question: 'q' },
      { id: 'e', type: 'date', topic: 't', question: 'q' },
      { id: 'p', type: 'set', topic: 't', question: 'q', options: 'places' },
      { id: 'f', type: 'boolean', topic: 't', question: 'q' },
    ]);
    for (const n of [0, -1.5, 1e25, Number.MAX_VALUE]) {
      for (const d of ['0000-01-01', '2026-11-24', '9999-12-31', 'never']) {
        const facts = { n, d, e: '2000-02-29', p: ['US-NY-NYC', 'EU'], f: false };
        expect(unpackFacts(packFacts(facts, small), small)).toEqual(facts);
      }
    }
    expect(unpackFacts(packFacts({}, small), small)).toEqual({});
    expect(unpackFacts(packFacts({ p: [] }, small), small)).toEqual({ p: [] });
  });

  it('takes few bytes', () => {
    const sizes = examples.map((facts) => packFacts(facts, catalogue).length);
    expect(Math.max(...sizes)).toBeLessThan(600);
  });

  it('refuses a value its catalogue does not know', () => {
    expect(() => packFacts({ roles: ['nobody'] }, catalogue)).toThrow('"nobody" is no option of "roles"');
  });
});
