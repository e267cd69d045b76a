import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkProfile } from '../../engine/check-profile.ts';
import { loadBuiltRules } from '../built-rules.ts';
import { at } from '../json-values.ts';
import { firstGrounds } from './certain.ts';
import { TASKS } from './hub-tasks.ts';
import { importDocument } from './import.ts';

const { catalogue } = await loadBuiltRules();

/** Words that the readers look for, and others. */
const words = fc.oneof(
  fc.constantFrom(
    ...['machine-learning-model', 'application', 'library', 'data', 'required', 'optional', 'excluded'],
    ...['text', 'image', 'images', 'video/mp4', 'audio', 'tabular', 'text/csv', 'string'],
    ...['trainedOn', 'finetunedOn', 'testedOn', 'contains', 'urn:a', 'urn:b'],
  ),
  fc.string(),
);
const perhaps = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: value }, fc.constantFrom(undefined, null, 7, [], {}));

const component = fc.record({
  type: words,
  name: fc.string(),
  scope: perhaps(words),
  modelCard: perhaps(
    fc.record({
      modelParameters: perhaps(
        fc.record({ inputs: perhaps(fc.array(perhaps(fc.record({ format: perhaps(words) })))) }),
      ),
    }),
  ),
});
const bom = fc
  .record({ subject: fc.option(component, { nil: undefined }), components: fc.array(component) })
  .map(({ subject, components }) => ({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    ...(subject && { metadata: { component: subject } }),
    components: [...components, { type: 'machine-learning-model', name: 'm' }],
  }));
const spdx = fc
  .array(
    fc.record({
      type: fc.constantFrom('ai_AIPackage', 'dataset_DatasetPackage', 'Relationship', 'SpdxDocument'),
      spdxId: perhaps(fc.constantFrom('urn:a', 'urn:b')),
      relationshipType: perhaps(words),
      from: perhaps(words),
      to: perhaps(fc.array(words)),
      rootElement: perhaps(fc.array(words)),
      ai_hyperparameter: perhaps(fc.array(fc.record({ key: words, value: words }))),
    }),
  )
  .map((graph) => ({
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [...graph, { type: 'ai_AIPackage', spdxId: 'urn:a', name: 'a' }],
  }));
const metadata = fc.record({
  license: fc.constant('mit'),
  pipeline_tag: perhaps(fc.constantFrom(...Object.keys(TASKS), 'other')),
  datasets: perhaps(fc.array(words)),
  base_model: perhaps(words),
  tags: perhaps(fc.array(words)),
});
const documents = fc.oneof(
  bom.map((value) => ({ value, text: JSON.stringify(value) })),
  spdx.map((value) => ({ value, text: JSON.stringify(value) })),
  metadata.map((value) => ({ value, text: `---\n${JSON.stringify(value)}\n---\n` })),
);

describe('what is taken over of a document', () => {
  it('validates, names each option once, and stands where it says', () => {
    fc.assert(
      fc.property(documents, ({ value, text }) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        const { facts, certain } = importDocument(new TextEncoder().encode(text), 'x');
        const begun = Map.groupBy(certain, ({ fact }) => fact);
        const lists = [...begun].map(([fact, of]) => [fact, of.flatMap(({ options }) => options)] as const);
        const settled = facts.map(({ fact, value }) => [fact, value] as const);
        expect(settled.filter(([fact]) => begun.has(fact))).toEqual([]);
        checkProfile(
          { jurismap: 1, system: { id: 'a', name: 'a' }, facts: Object.fromEntries([...settled, ...lists]) },
          catalogue,
        );
        for (const [fact, options] of lists) {
          expect(catalogue.get(fact)?.type).toBe('set');
          expect(options.length).toBeGreaterThan(0);
          expect(new Set(options).size).toBe(options.length);
        }
        for (const { source, because } of [...facts, ...certain]) {
          const steps = source.split('/').slice(1);
          const path = steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
          expect(at(plain, ...path)).toBeDefined();
          expect(because).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is options of the catalogue for every task of the hub', () => {
    for (const task of Object.keys(TASKS)) {
      const { facts, certain } = importDocument(
        new TextEncoder().encode(`---\npipeline_tag: ${task}\n---\n`),
        'x',
      );
      expect(certain[0]?.options).toEqual(['machine-learning']);
      for (const { fact, options } of certain) {
        const known = catalogue.get(fact);
        expect(known?.type === 'set' ? catalogue.optionsOf(known) : []).toEqual(
          expect.arrayContaining([...options]),
        );
      }
      for (const { fact, value } of facts) {
        const profile = { jurismap: 1, system: { id: 'a', name: 'a' }, facts: { [fact]: value } };
        expect(checkProfile(profile, catalogue).facts).toEqual({ [fact]: value });
      }
    }
  });
});

describe('grounds', () => {
  it('count once for each option, the first of them', () => {
    const one = { fact: 'a', source: '/x', because: 'x' };
    expect(
      firstGrounds([
        { ...one, options: ['p', 'q'] },
        { ...one, source: '/y', options: ['q', 'r'] },
        { ...one, source: '/z', options: ['p'] },
        { ...one, fact: 'b', options: ['p'] },
      ]),
    ).toEqual([
      { ...one, options: ['p', 'q'] },
      { ...one, source: '/y', options: ['r'] },
      { ...one, fact: 'b', options: ['p'] },
    ]);
  });
});
