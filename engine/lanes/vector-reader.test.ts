import { describe, expect, it } from 'vitest';
import { Catalogue, type Fact } from '../facts.ts';
import type { CompiledPack } from './compiled-pack.ts';
import { Inputs } from './inputs.ts';
import { packFacts } from './vector.ts';
import { VectorReader } from './vector-reader.ts';

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
const ATOMS: CompiledPack['atoms'] = [
  { is: 'yes', fact: 'f' },
  { is: 'one-of', fact: 'f', values: ['a'] },
  { is: 'within', fact: 'f', values: ['EU'] },
  { is: 'number', fact: 'f', value: 3, above: false },
  { is: 'date', fact: 'f', day: '2025-01-01', never: false },
];

/** What a vector that was made when the fact was one thing says to an atom about it as another. */
function says(was: number, is: number): number[] {
  const catalogue = new Catalogue(FACTS.slice(was, was + 1));
  const pack: CompiledPack = {
    pack: 'p',
    digest: '',
    atoms: ATOMS.slice(is, is + 1),
    nodes: new Uint16Array(),
    stages: [],
    scores: [],
    scope: 0,
    roles: {},
    ruleIds: [],
    rules: [],
    schedules: [],
    subjects: [],
    others: [],
  };
  const inputs = new Inputs([pack]);
  const value = VALUES[was];
  const vector = packFacts(value === undefined ? {} : { f: value }, catalogue);
  new VectorReader(inputs, catalogue).enter([vector, vector], '2026-11-27');
  return [...inputs.words.slice(2)];
}

describe('a vector made with an earlier catalogue', () => {
  it('says nothing about a fact that has become something else since', () => {
    for (const was of FACTS.keys())
      for (const is of ATOMS.keys())
        expect([was, is, says(was, is)]).toEqual([was, is, was === is ? [3, 0] : [0, 0]]);
  });
});
