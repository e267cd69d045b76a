import * as fc from 'fast-check';
import { Catalogue, type Fact, type Facts, type FactValue } from '../../engine/facts.ts';
import type { RuleSource, ScoreSource } from '../../engine/pack.ts';
import type { PackSource } from '../../engine/read-pack.ts';

/**
 * Small worlds for properties: a catalogue whose every fact has few enough values to try them all, and random packs
 * over it.
 */

const option = (id: string) => ({ id, label: id });
const base = { topic: 'test', question: 'Is it?' };

const FACTS: readonly Fact[] = [
  { ...base, id: 'flag.a', type: 'boolean' },
  { ...base, id: 'flag.b', type: 'boolean' },
  { ...base, id: 'kind', type: 'enum', options: [option('x'), option('y'), option('z')] },
  { ...base, id: 'uses', type: 'set', options: [option('p'), option('q'), option('r')] },
  { ...base, id: 'places', type: 'set', options: 'places' },
  { ...base, id: 'size', type: 'number', unit: 'persons' },
  { ...base, id: 'day', type: 'date' },
];
export const catalogue = new Catalogue(FACTS);

/** Every day on which a window of these worlds can open or close, and the days between. */
export const DAYS = ['2025-06-01', '2026-01-01', '2026-06-01', '2027-01-01', '2027-06-01', '2028-01-01'];

/** A value of every kind the conditions below can tell apart. */
export const VALUES: Readonly<Record<string, readonly FactValue[]>> = {
  'flag.a': [false, true],
  'flag.b': [false, true],
  kind: ['x', 'y', 'z'],
  uses: [[], ['p'], ['q'], ['r'], ['p', 'q'], ['p', 'r'], ['q', 'r'], ['p', 'q', 'r']],
  places: [
    [],
    ['FR'],
    ['US-CA'],
    ['US-NY-NYC'],
    ['US-NY-NYC', 'US-CA'],
    ['FR', 'US-CA'],
    ['FR', 'US-NY-NYC'],
    ['FR', 'US-NY-NYC', 'US-CA'],
    ['US-NY-BUF'],
    ['US-NY-BUF', 'FR'],
    ['US-NY-BUF', 'US-CA'],
    ['US-NY-BUF', 'US-NY-NYC'],
  ],
  size: [5, 10, 15, 20, 25],
  day: [
    '2025-01-01',
    '2026-01-01',
    '2026-03-01',
    '2026-06-01',
    '2026-09-01',
    '2027-01-01',
    '2027-03-01',
    '2027-06-01',
    '2027-12-01',
    '2028-01-01',
    '2028-05-01',
    'never',
  ],
};

type Source = Record<string, unknown>;

const test: fc.Arbitrary<Source> = fc.oneof(
  fc.boolean().map((value) => ({ 'flag.a': value })),
  fc.boolean().map((value) => ({ 'flag.b': value })),
  fc.subarray(['x', 'y', 'z'], { minLength: 1, maxLength: 2 }).map((values) => ({ kind: values })),
  fc.subarray(['p', 'q', 'r'], { minLength: 1 }).map((values) => ({ uses: values })),
  fc.subarray(['p', 'q', 'r'], { minLength: 2 }).map((values) => ({ uses: { allOf: values } })),
  fc.constantFrom('EU', 'US-NY', 'US-NY-NYC').map((place) => ({ places: [place] })),
  fc
    .tuple(fc.constantFrom('atLeast', 'moreThan', 'atMost', 'lessThan'), fc.constantFrom(10, 20))
    .map(([name, value]) => ({ size: { [name]: value } })),
  fc
    .tuple(fc.constantFrom('before', 'onOrAfter'), fc.constantFrom('2026-06-01', '2027-06-01'))
    .map(([name, day]) => ({ day: { [name]: day } })),
);

const { condition } = fc.letrec<{ condition: Source }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    test,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
    fc.constantFrom('scope', 'd1', 'd2').map((is) => ({ is })),
    fc
      .tuple(
        fc.constantFrom('raw', 'reduced'),
        fc.constantFrom('atLeast', 'lessThan'),
        fc.integer({ min: 1, max: 12 }),
      )
      .map(([id, name, value]) => ({ score: { [id]: { [name]: value } } })),
  ),
}));

/** A condition without references, so that definitions and scores cannot form a cycle. */
const plain = condition.map((source) =>
  JSON.parse(
    JSON.stringify(source)
      .replaceAll(/\{"is":"\w+"\}/g, '{"flag.a":true}')
      .replaceAll(/\{"score":\{"\w+":\{"\w+":\d+\}\}\}/g, '{"kind":["x"]}'),
  ),
);

const points = fc.integer({ min: -2, max: 5 });

/** A questionnaire, and the same less a fifth. */
const scores = fc
  .record({
    flag: fc.record({ yes: points, no: points }),
    kind: fc.record({ x: points, y: points }),
    uses: fc.record({ p: points, q: points, r: points }),
    asked: fc.option(plain, { nil: undefined }),
    deducted: plain,
  })
  .map(({ flag, kind, uses, asked, deducted }): ScoreSource[] => [
    {
      id: 'raw',
      title: 'Raw',
      cite: 'Art. 1',
      items: [
        { fact: 'flag.a', points: flag },
        { fact: 'kind', points: kind },
        { fact: 'uses', points: uses, ...(asked && { when: asked }) },
      ],
    },
    {
      id: 'reduced',
      title: 'Reduced',
      cite: 'Art. 1',
      of: 'raw',
      deduct: { percent: 20, round: 'half-up', when: deducted },
    },
  ]);

const windows = fc.array(
  fc.record(
    {
      from: fc.oneof(
        fc.constantFrom(...DAYS.slice(1, 5)),
        fc.constantFrom('2026-01-01', '2027-01-01').map((notBefore) => ({ fact: 'day', notBefore })),
      ),
      when: plain,
      until: fc.constant('2028-01-01'),
    },
    { requiredKeys: ['from'] },
  ),
  { minLength: 1, maxLength: 3 },
);

const rule = (id: string): fc.Arbitrary<RuleSource> =>
  fc.record({
    id: fc.constant(id),
    kind: fc.constantFrom('class' as const, 'prohibition' as const, 'duty' as const),
    title: fc.constant(id),
    cite: fc.constant('Art. 1'),
    control: fc.constant('some-control'),
    when: condition,
    roles: fc.constantFrom(['provider'], ['provider', 'deployer']),
    unless: fc.array(
      fc.record({
        id: fc.constant('e'),
        cite: fc.constant('Art. 1'),
        when: condition,
        unless: fc.array(fc.record({ id: fc.constant('ee'), cite: fc.constant('Art. 1'), when: condition }), {
          maxLength: 1,
        }),
      }),
      { maxLength: 2 },
    ),
    applies: windows,
  });

/** A random pack of three rules over the small catalogue. */
export const packSource: fc.Arbitrary<PackSource> = fc
  .record({
    definitions: fc.tuple(plain, plain, plain),
    rules: fc.tuple(rule('r1'), rule('r2'), rule('r3')),
    roles: fc.tuple(plain, plain),
    scores,
  })
  .map(({ definitions, rules, roles, scores }) => ({
    manifest: {
      pack: 'test',
      title: 'Test',
      citation: 'Test',
      url: 'https://example.org/',
      jurisdiction: 'EU',
      force: 'binding',
      status: 'in force',
      version: '1.0.0',
      verified: '2026-01-01',
      scope: 'scope',
      roles: { provider: roles[0], deployer: roles[1] },
      schedules: { default: [{ from: '2026-01-01' }] },
      changes: [{ version: '1.0.0', date: '2026-01-01', what: 'First' }],
    },
    rules: [
      ...['scope', 'd1', 'd2'].map((id, i) => ({
        id,
        kind: 'definition' as const,
        title: id,
        cite: 'Art. 1',
        when: definitions[i],
      })),
      ...rules,
    ],
    scores,
    measures: [],
    ledger: { provisions: {} },
  }));

/** Facts of which some are unknown; few enough of them that every completion can be tried. */
export const facts: fc.Arbitrary<Facts> = fc
  .record(
    Object.fromEntries(Object.entries(VALUES).map(([id, values]) => [id, fc.constantFrom(...values)])),
    { requiredKeys: [] },
  )
  .map(
    (stated): Facts =>
      Object.fromEntries(
        Object.entries(stated).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])),
      ),
  )
  .filter((stated) => completionCount(stated) <= 4000);

function completionCount(stated: Facts): number {
  return unknownFacts(stated).reduce((count, id) => count * (VALUES[id]?.length ?? 1), 1);
}

export function unknownFacts(stated: Facts): string[] {
  return Object.keys(VALUES).filter((id) => !Object.hasOwn(stated, id));
}

/** Every way to answer what is unknown. */
export function* completions(stated: Facts): Generator<Facts> {
  const [id, ...more] = unknownFacts(stated);
  if (id === undefined) {
    yield stated;
    return;
  }
  for (const value of VALUES[id] ?? []) {
    yield* more.length === 0 ? [{ ...stated, [id]: value }] : completions({ ...stated, [id]: value });
  }
}
