import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importDocument } from '../../cli/import/import.ts';
import { readRulesFolder } from '../../cli/rules-folder.ts';
import { checkProfile } from '../../engine/check-profile.ts';
import { InputError } from '../../engine/problem.ts';

/** Whatever arrives is refused with a reason, or gives what a profile can hold. */

const root = new URL('../../', import.meta.url).pathname;
const { catalogue } = readRulesFolder(join(root, 'rules'));
const folder = join(root, 'cli/import/fixtures');
const documents = readdirSync(folder).map((file) => readFileSync(join(folder, file)));

/** @returns whether it was read */
function isReadOrRefused(bytes: Uint8Array): boolean {
  try {
    const { system, facts, certain, unread } = importDocument(bytes, 'x');
    const stated = Object.fromEntries([
      ...facts.map(({ fact, value }) => [fact, value]),
      ...certain.map(({ fact, options }) => [fact, options]),
    ]);
    checkProfile({ jurismap: 1, system: { id: 'x', name: 'X', ...system }, facts: stated }, catalogue);
    for (const { says } of unread) expect(says).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
    return true;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const { reason } of error.problems) expect(reason).not.toBe('');
    return false;
  }
}

const KEYS = [
  'name',
  'version',
  'description',
  'type',
  '@type',
  '@id',
  '@value',
  'spdxId',
  'components',
  'bom-ref',
  'modelCard',
  'modelParameters',
  'considerations',
  'users',
  'datasets',
  'properties',
  'value',
  'licenses',
  'externalReferences',
  'url',
  'license',
  'relationshipType',
  'from',
  'to',
  'rootElement',
  'suppliedBy',
  'conformsTo',
  'creator',
  'rai:dataBiases',
  'tags',
  'model-index',
  'results',
  'ai_energyConsumption',
  '__proto__',
  'length',
  'toString',
];
const TEXTS = [
  'machine-learning-model',
  'data',
  'ai_AIPackage',
  'dataset_DatasetPackage',
  'sc:Dataset',
  'http://mlcommons.org/croissant/1.0',
  'https://example.org/\u202e',
  'jurismap:system:id',
  'hasDeclaredLicense',
  'trainedOn',
  '\ud800',
  'a\u0000b',
];
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom<unknown>(...TEXTS, null, true, 1.5),
    fc.string({ unit: 'binary' }),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('tree'), { maxKeys: 6 }),
  ),
}));
const component = fc.record({
  type: fc.constantFrom('machine-learning-model', 'data', 'application'),
  name: fc.string({ unit: 'binary' }),
  version: tree,
  description: tree,
  licenses: tree,
  modelCard: tree,
  data: tree,
  externalReferences: tree,
  properties: tree,
});
const bom = fc.record({
  bomFormat: fc.constant('CycloneDX'),
  specVersion: fc.constantFrom('1.5', '1.6', '1.7'),
  metadata: tree,
  components: fc.oneof(tree, fc.array(component, { maxLength: 3 })),
  definitions: tree,
});
const spdx = fc.record({
  '@context': fc.constant('https://spdx.org/rdf/3.0.1/spdx-context.jsonld'),
  '@graph': fc.array(
    fc.record({
      type: fc.constantFrom('ai_AIPackage', 'dataset_DatasetPackage', 'Relationship', 'SpdxDocument'),
      spdxId: fc.constantFrom<unknown>('a', 'b', 1),
      name: tree,
      description: tree,
      ai_domain: tree,
      relationshipType: fc.constantFrom('hasDeclaredLicense', 'trainedOn', '__proto__'),
      from: fc.constantFrom('a', 'b'),
      to: tree,
      rootElement: tree,
      suppliedBy: tree,
      creationInfo: tree,
    }),
    { maxLength: 4 },
  ),
});
const croissant = fc.record({
  '@context': tree,
  '@type': fc.constant('sc:Dataset'),
  conformsTo: fc.constant('http://mlcommons.org/croissant/1.1'),
  name: tree,
  version: tree,
  description: tree,
  url: tree,
  creator: tree,
  'rai:personalSensitiveInformation': tree,
});
/** JSON is YAML, so metadata can be written with it. */
const card = fc
  .record({ license: tree, tags: tree, 'model-index': tree, pretty_name: tree, body: fc.string() })
  .map(({ body, ...metadata }) => `---\n${JSON.stringify(metadata)}\n---\n${body}`);

function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
}

describe('documents to import', () => {
  it.each([
    ['CycloneDX', bom],
    ['SPDX', spdx],
    ['Croissant', croissant],
    ['cards', card],
  ] as const)('anything at all in the places of %s', (_, arbitrary) => {
    let read = 0;
    fc.assert(
      fc.property(arbitrary, (document) => {
        if (isReadOrRefused(bytesOf(document))) read++;
      }),
      { numRuns: 1000 },
    );
    // Otherwise the places would not have been reached.
    expect(read).toBeGreaterThan(50);
  });

  it('documents that break on the way', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(200),
        fc.uint8Array({ maxLength: 8 }),
        (document, where, length, between) => {
          const at = Math.floor(where * document.length);
          isReadOrRefused(Buffer.concat([document.subarray(0, at), between, document.subarray(at + length)]));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), isRefused), { numRuns: 1000 });
  });
});

function isRefused(bytes: Uint8Array): boolean {
  return !isReadOrRefused(bytes);
}
