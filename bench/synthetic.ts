import { Catalogue, type Fact, type Facts, type FactValue, NEVER } from '../engine/facts.ts';
import type { Pack, RuleSource } from '../engine/pack.ts';
import { packFromSource } from '../engine/read-pack.ts';
import { pick, type Random, seeded } from './random.ts';

/** Rules and systems drawn by lot, shaped like real ones: many packs, each for one place, over facts they share. */
export interface Synthetic {
  catalogue: Catalogue;
  packs: Pack[];
  /** The packs that speak for a place. */
  packsFor(place: string): readonly number[];
}

const DAY = '2026-01-01';
const base = { topic: 'synthetic', question: 'Is it?' };

/** How many packs hold so many rules. */
const PACKS: Readonly<Record<number, number>> = { 300: 20, 1000: 40, 3000: 60, 10000: 200 };

/**
 * @param rules how many rules, definitions included: 300, 1000, 3000 or 10000
 */
export function syntheticRules(rules: number, seed: number): Synthetic {
  const random = seeded(seed);
  const catalogue = new Catalogue(facts(random));
  const count = PACKS[rules] ?? 20;
  const places = Array.from({ length: count }, (_, i) => placeOf(i));
  const packs = places.map((place, i) => {
    const own = Math.floor(((i + 1) * rules) / count) - Math.floor((i * rules) / count);
    return packFromSource(packSource(place, i, own, catalogue, random), catalogue);
  });
  const byPlace = new Map(places.map((place, i) => [place, [i]]));
  return { catalogue, packs, packsFor: (place) => byPlace.get(place) ?? [] };
}

/** A system in one to three of the places. */
export function syntheticFacts({ catalogue, packs }: Synthetic, unknown: number, random: Random): Facts {
  const stated: Record<string, FactValue> = {};
  for (const fact of catalogue.facts) {
    const value = drawValue(fact, packs.length, random);
    if (fact.id === 'markets' || random() >= unknown) stated[fact.id] = value;
  }
  return stated;
}

/** Real codes of states, so that the same places are known everywhere. */
function placeOf(i: number): string {
  const states =
    'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ'.split(' ');
  return `US-${states[i % states.length]}-${String.fromCharCode(65 + Math.floor(i / states.length))}A`;
}

function facts(random: Random): Fact[] {
  const options = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: `o${i}`, label: `O${i}` }));
  const many = (count: number, make: (i: number) => Fact): Fact[] =>
    Array.from({ length: count }, (_, i) => make(i));
  return [
    { ...base, id: 'markets', type: 'set', options: 'places' },
    ...many(70, (i) => ({ ...base, id: `flag.f${i}`, type: 'boolean' })),
    ...many(25, (i) => ({
      ...base,
      id: `kind.k${i}`,
      type: 'enum',
      options: options(3 + Math.floor(random() * 6)),
    })),
    ...many(15, (i) => ({
      ...base,
      id: `uses.u${i}`,
      type: 'set',
      options: options(6 + Math.floor(random() * 15)),
    })),
    ...many(6, (i) => ({ ...base, id: `size.s${i}`, type: 'number', unit: 'persons' })),
    ...many(3, (i) => ({ ...base, id: `day.d${i}`, type: 'date' })),
  ];
}

function drawValue(fact: Fact, packs: number, random: Random): FactValue {
  switch (fact.type) {
    case 'boolean':
      return random() < 0.5;
    case 'enum':
      return pick(random, fact.options).id;
    case 'set': {
      const { options } = fact;
      const count = options === 'places' ? 1 + Math.floor(random() * 3) : Math.floor(random() * 4);
      const draw = (): string =>
        options === 'places' ? placeOf(Math.floor(random() * packs)) : pick(random, options).id;
      return [...new Set(Array.from({ length: count }, draw))];
    }
    case 'number':
      return Math.floor(random() * 120);
    case 'date':
      return random() < 0.1
        ? NEVER
        : `20${20 + Math.floor(random() * 12)}-0${1 + Math.floor(random() * 9)}-15`;
  }
}

function packSource(place: string, number: number, rules: number, catalogue: Catalogue, random: Random) {
  const id = `pack-${number}`;
  const definitions = Math.max(2, Math.floor(rules / 8));
  const test = (): Record<string, unknown> => testOf(pick(random, catalogue.facts.slice(1)), random);
  const condition = (depth: number): Record<string, unknown> => {
    const lot = random();
    if (depth === 0 || lot < 0.35) return test();
    const parts = Array.from({ length: 2 + Math.floor(random() * 3) }, () => condition(depth - 1));
    if (lot < 0.6) return { all: parts };
    if (lot < 0.85) return { any: parts };
    return { not: condition(depth - 1) };
  };
  const rule = (i: number): RuleSource => {
    const isDefinition = i < definitions;
    const refers = !isDefinition && random() < 0.5;
    const when = {
      all: [condition(2), ...(refers ? [{ is: `r${1 + Math.floor(random() * (definitions - 1))}` }] : [])],
    };
    const exception = { id: 'e', cite: 'Art. 1', when: condition(1) };
    return {
      id: `r${i}`,
      kind: isDefinition ? 'definition' : 'duty',
      title: `Rule ${i}`,
      cite: 'Art. 1',
      when: i === 0 ? { markets: [place] } : when,
      ...(!isDefinition && { control: 'some-control' }),
      ...(i > 0 && random() < 0.25 && { unless: [exception] }),
    };
  };
  return {
    manifest: {
      pack: id,
      title: id,
      citation: id,
      url: 'https://example.org/',
      jurisdiction: 'US',
      force: 'binding' as const,
      status: 'in force',
      version: '1.0.0',
      verified: DAY,
      scope: 'r0',
      roles: {},
      schedules: { default: [{ from: DAY }] },
      changes: [{ version: '1.0.0', date: DAY, what: 'First' }],
    },
    rules: Array.from({ length: rules }, (_, i) => rule(i)),
    scores: [],
    measures: [],
    ledger: { provisions: {} },
  };
}

function testOf(fact: Fact, random: Random): Record<string, unknown> {
  switch (fact.type) {
    case 'boolean':
      return { [fact.id]: random() < 0.7 };
    case 'enum':
      return { [fact.id]: some(fact.options, 1 + Math.floor(random() * 2), random) };
    case 'set':
      return {
        [fact.id]: fact.options === 'places' ? [] : some(fact.options, 1 + Math.floor(random() * 4), random),
      };
    case 'number':
      return {
        [fact.id]: {
          [pick(random, ['atLeast', 'moreThan', 'atMost', 'lessThan'])]: pick(random, [10, 50, 100]),
        },
      };
    case 'date':
      return {
        [fact.id]: { [pick(random, ['onOrAfter', 'before'])]: pick(random, ['2024-08-01', '2026-08-02']) },
      };
  }
}

function some(options: readonly { id: string }[], count: number, random: Random): string[] {
  return [...new Set(Array.from({ length: count }, () => pick(random, options).id))];
}
