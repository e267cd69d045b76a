import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importDocument } from './import.ts';
import type { Imported } from './imported.ts';

const MODEL = { type: 'machine-learning-model', name: 'ranker' };

function imported(bom: object, specVersion = '1.6'): Imported {
  const text = JSON.stringify({ bomFormat: 'CycloneDX', specVersion, ...bom }, null, 2);
  return importDocument(new TextEncoder().encode(text), 'bom.json');
}

describe('CycloneDX', () => {
  it('takes over what it says of its one model, and what is certain of it', () => {
    const bytes = readFileSync(join(import.meta.dirname, 'fixtures', 'llama-energy.cdx.json'));
    expect(importDocument(bytes, 'x')).toEqual({
      format: 'CycloneDX 1.6',
      system: {
        id: 'llama-2-7b',
        name: 'Llama-2-7b',
        links: ['https://huggingface.co/meta-llama/Llama-2-7b'],
      },
      sources: {
        id: '/components/0/name',
        name: '/components/0/name',
        links: '/components/0/externalReferences/0',
      },
      facts: [],
      certain: [
        {
          fact: 'system.techniques',
          options: ['machine-learning'],
          source: '/components/0/type',
          because: 'CycloneDX defines machine-learning-model as a model based on training data',
        },
      ],
      unread: [
        {
          says: 'A machine-learning model: "Llama-2-7b" (/components/0/type).',
          bears: {
            on: ['system.kinds'],
            because:
              'the document tells neither for how many tasks it serves nor whether it is offered with an application around it',
          },
        },
        {
          says: 'Made or supplied by: "Hugging Face" (/components/0/supplier/name), "meta" (/components/0/publisher).',
          bears: {
            on: ['roles', 'places.provider-established'],
            because: 'the document does not know whether that is you',
          },
        },
        {
          says: 'Energy or emissions: "activity: training; energyProviders: description: Meta data-center, US-East; organization: name: Meta; address: country: United States; region: New Jersey; loca…" (/components/0/modelCard/considerations/environmentalConsiderations/energyConsumptions).',
          bears: {
            on: ['aia.system-environment'],
            because: 'a quantity is no degree of effect on an ecosystem',
          },
        },
      ],
    });
  });

  it('tells everything a model card says that bears on facts', () => {
    const bytes = readFileSync(join(import.meta.dirname, 'fixtures', 'stable-diffusion.cdx.json'));
    const { system, unread } = importDocument(bytes, 'x');
    expect(system).toMatchObject({ id: 'stable-diffusion', name: 'stable-diffusion', version: '1.4' });
    expect(unread.map(({ says }) => says.split(/[:(]/)[0]?.trim())).toEqual([
      'A machine-learning model',
      'Made or supplied by',
      'How the model is built',
      'Task',
      'Input formats',
      'Output formats',
      'Intended users',
      'Intended uses',
      'Known limitations',
      'Risks that were named',
      'Groups at risk',
      'Data for training and testing',
      'Classification of a data set',
      'Metrics by group',
    ]);
  });

  it('describes what the BOM is about, and names the models in it', () => {
    const { system, unread, certain } = imported(
      {
        metadata: { component: { type: 'application', name: 'Hiring desk', version: '2' } },
        components: [
          { type: 'library', name: 'parser' },
          { ...MODEL, components: [{ ...MODEL, name: 'embedder' }] },
        ],
      },
      '1.7',
    );
    expect(system).toEqual({ id: 'hiring-desk', name: 'Hiring desk', version: '2' });
    expect(unread[0]?.says).toContain('Models in it: "ranker", "embedder" (/components/1).');
    expect(certain.map(({ fact, options, source }) => ({ fact, options, source }))).toEqual([
      { fact: 'system.techniques', options: ['machine-learning'], source: '/components/1/type' },
    ]);
  });

  it.each([
    ['optional', []],
    ['excluded', []],
    ['required', ['/components/0/type']],
    ['something else', []],
  ])('takes a system to learn by a model in it whose scope is %s: %j', (scope, sources) => {
    const { certain } = imported({
      metadata: { component: { type: 'application', name: 'Hiring desk' } },
      components: [{ ...MODEL, scope, modelCard: { modelParameters: { inputs: [{ format: 'image' }] } } }],
    });
    expect(certain.map(({ source }) => source)).toEqual(sources);
  });

  it('takes over input formats whose name says what they are', () => {
    const formats = [
      'string',
      'Image',
      'audio/wav',
      'byte[]',
      'text',
      'time-series',
      'image/png',
      'text/csv',
      7,
    ];
    const inputs = [...formats.map((format) => ({ format })), {}, 'image'];
    const { certain } = imported({ components: [{ ...MODEL, modelCard: { modelParameters: { inputs } } }] });
    expect(certain.slice(1)).toEqual(
      [
        ['image', 1, 'image'],
        ['audio', 2, 'audio/wav'],
        ['text', 4, 'text'],
        ['tabular', 7, 'text/csv'],
      ].map(([option, index, format]) => ({
        fact: 'data.modalities',
        options: [option],
        source: `/components/0/modelCard/modelParameters/inputs/${index}/format`,
        because: `it names the input format "${format}"`,
      })),
    );
  });

  it('does not choose among several models', () => {
    const { system, unread, certain } = imported({ components: [MODEL, { ...MODEL, name: 'summariser' }] });
    expect(system).toEqual({});
    expect(certain).toEqual([]);
    expect(unread[0]?.says).toContain('It lists 2 machine-learning models: "ranker", "summariser".');
  });

  it('tells of sensitive data wherever it is described', () => {
    const { unread } = imported(
      {
        components: [
          {
            ...MODEL,
            licenses: [{ license: { id: 'MIT' } }, { expression: 'Apache-2.0 OR MIT' }],
            pedigree: { ancestors: [{ ...MODEL, name: 'base' }] },
            modelCard: {
              modelParameters: {
                datasets: [{ ref: 'cvs' }, { type: 'dataset', name: 'Tests', sensitiveData: ['names'] }],
              },
            },
          },
          {
            type: 'data',
            name: 'CVs',
            'bom-ref': 'cvs',
            data: [{ type: 'dataset', sensitiveData: ['health'] }],
          },
        ],
      },
      '1.5',
    );
    const text = unread.map(({ says }) => says).join('\n');
    expect(text).toContain('Licence: "MIT", "Apache-2.0 OR MIT" (/components/0/licenses)');
    expect(text).toContain('Derived from: "base" (/components/0/pedigree/ancestors)');
    expect(text).toContain('Data for training and testing: "cvs", "Tests" (/components/0/modelCard');
    expect(text).toContain(
      'Sensitive data in a data set: "names" (/components/0/modelCard/modelParameters/datasets/1/sensitiveData), "health" (/components/1/data/0/sensitiveData).',
    );
  });

  it('takes over the id and the owner from a BOM that Jurismap wrote', () => {
    const properties = [
      { name: 'jurismap:system:id', value: 'my-ranker' },
      { name: 'jurismap:system:owner', value: 'Head of Talent' },
      { name: 'jurismap:system:owner-email', value: 'talent@example.org' },
    ];
    const { system } = imported({ components: [{ ...MODEL, supplier: { name: 'Acme' }, properties }] });
    expect(system).toEqual({
      id: 'my-ranker',
      name: 'ranker',
      owner: { name: 'Head of Talent', email: 'talent@example.org' },
    });
  });

  it.each([
    [{}, '1.4', 'bom.json:3:3 /specVersion: is CycloneDX 1.4; 1.5, 1.6, 1.7 are read'],
    [{}, '2.0', '/specVersion: is CycloneDX 2.0'],
    [{ specVersion: 1.6 }, '', 'describes neither a system'],
    [{ specVersion: null }, '', '/specVersion: names no version'],
    [{ components: {} }, '1.6', 'bom.json:4:3 /components: is not a list of components'],
    [{ components: [MODEL, 7] }, '1.6', 'bom.json:9:5 /components/1: is not a component'],
    [{ components: [{ type: 'library' }] }, '1.6', '/components/0/name: is not the name of a component'],
    [{ components: [{ name: 'x' }] }, '1.6', '/components/0/type: is not the type of a component'],
    [{ metadata: { component: 'x' } }, '1.6', '/metadata/component: is not a component'],
    [{ components: [{ type: 'library', name: 'x' }] }, '1.6', 'describes neither a system'],
  ])('refuses %j in %s', (bom, version, reason) => {
    expect(() => imported(bom, version)).toThrow(reason);
  });
});
