import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBuiltRules } from '../../cli/built-rules.ts';
import { readProfile } from '../check-profile.ts';
import { Catalogue, type Fact, type Facts } from '../facts.ts';
import { stated } from '../known.ts';
import type { Atom } from './atom.ts';
import { compiledOf } from './compile.ts';
import type { CompiledPack } from './compiled-pack.ts';
import { Inputs } from './inputs.ts';
import { packFacts } from './vector.ts';
import { VectorReader } from './vector-reader.ts';

const TODAY = '2026-11-27';
const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const rules = await loadBuiltRules();
const compiled = rules.packs.map((pack) => compiledOf(pack, rules.catalogue));
const examples = readdirSync(EXAMPLES).map((file) => {
  return readProfile(readFileSync(join(EXAMPLES, file)), file, rules.catalogue).profile.facts;
});

const base = { topic: 't', question: 'q' };
const options = ['a', 'b'].map((id) => ({ id, label: id }));
const FACTS: readonly Fact[] = [
  { ...base, id: 'f', type: 'boolean' },
  { ...base, id: 'f', type: 'enum', options },
  { ...base, id: 'f', type: 'set', options: 'places' },
  { ...base, id: 'f', type: 'number', unit: 'u' },
  { ...base, id: 'f', type: 'date' },
];
const VALUES = [true, 'a', ['EU'], 5, '2026-01-01'];
const ATOMS: readonly Atom[] = [
  { is: 'yes', fact: 'f' },
  { is: 'one-of', fact: 'f', values: ['a'] },
  { is: 'within', fact: 'f', values: ['EU'] },
  { is: 'number', fact: 'f', value: 3, above: false },
  { is: 'date', fact: 'f', day: '2025-01-01', never: false },
];

/** A pack of nothing but questions. */
function packOf(atoms: readonly Atom[]): CompiledPack {
  const nothing = { stages: [], scores: [], scope: 0, roles: {}, ruleIds: [], rules: [], schedules: [] };
  return { ...nothing, pack: 'p', digest: '', atoms, nodes: new Uint16Array(), subjects: [], others: [] };
}

/** What a vector that was made when the fact was one thing says to an atom about it as another. */
function says(was: number, is: number): number[] {
  const catalogue = new Catalogue(FACTS.slice(was, was + 1));
  const pack = packOf(ATOMS.slice(is, is + 1));
  const inputs = new Inputs([pack]);
  const value = VALUES[was];
  const vector = packFacts(value === undefined ? {} : { f: value }, catalogue);
  new VectorReader(inputs, catalogue).enter([vector, vector], TODAY);
  return [...inputs.words.slice(2)];
}

/** What plain facts and a vector of them say to the atoms of all packs. */
function bothSay(facts: Facts, catalogue: Catalogue, packs: readonly CompiledPack[]) {
  const [plain, packed] = [new Inputs(packs), new Inputs(packs)];
  for (const pack of packs) plain.enter(stated(facts), TODAY, 1, plain.factsOf(pack));
  new VectorReader(packed, catalogue).enter([packFacts(facts, catalogue)], TODAY);
  return { plain: plain.words, packed: packed.words };
}

describe('a vector', () => {
  it.each(examples.map((facts) => ({ facts })))('says to every pack what its facts say', ({ facts }) => {
    const { plain, packed } = bothSay(facts, rules.catalogue, compiled);
    expect(packed).toEqual(plain);
  });

  it('says so of values at the edges', () => {
    const edges = new Catalogue([
      { ...base, id: 'n', type: 'number', unit: 'u' },
      { ...base, id: 'd', type: 'date' },
      { ...base, id: 'e', type: 'date' },
      { ...base, id: 'p', type: 'set', options: 'places' },
      { ...base, id: 'f', type: 'boolean' },
    ]);
    const numbers = [0, -1.5, 1e25, Number.MAX_VALUE];
    const days = ['0000-01-01', '2026-11-24', '9999-12-31'];
    const pack = packOf([
      ...[false, true].flatMap((side): Atom[] => [
        ...numbers.map((value): Atom => ({ is: 'number', fact: 'n', value, above: side })),
        ...days.map((day): Atom => ({ is: 'date', fact: 'd', day, never: side })),
        { is: 'to-come', fact: 'd', never: side },
      ]),
      { is: 'date', fact: 'e', day: '2000-02-29', never: false },
      { is: 'within', fact: 'p', values: ['US-NY'] },
      { is: 'within', fact: 'p', values: ['DE'] },
      { is: 'yes', fact: 'f' },
    ]);
    for (const n of numbers) {
      for (const d of [...days, 'never']) {
        const facts = { n, d, e: '2000-02-29', p: ['US-NY-NYC', 'EU'], f: false };
        const { plain, packed } = bothSay(facts, edges, [pack]);
        expect(packed).toEqual(plain);
        expect(packed.some((word) => word !== 0)).toBe(true);
      }
    }
    for (const facts of [{}, { p: [] }]) {
      const { plain, packed } = bothSay(facts, edges, [pack]);
      expect(packed).toEqual(plain);
    }
  });
});

describe('a vector made with an earlier catalogue', () => {
  it('says nothing about a fact that has become something else since', () => {
    for (const was of FACTS.keys())
      for (const is of ATOMS.keys())
        expect([was, is, says(was, is)]).toEqual([was, is, was === is ? [3, 0] : [0, 0]]);
  });
});
