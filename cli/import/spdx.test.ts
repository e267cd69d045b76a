import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importDocument } from './import.ts';
import type { Imported } from './imported.ts';

const CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';
const AI = { type: 'ai_AIPackage', spdxId: 'urn:ai', name: 'Ranker' };
const DATA = { type: 'dataset_DatasetPackage', spdxId: 'urn:data', name: 'CVs' };

function imported(document: object): Imported {
  const text = JSON.stringify({ '@context': CONTEXT, ...document }, null, 2);
  return importDocument(new TextEncoder().encode(text), 'ai.json');
}

describe('SPDX 3', () => {
  it('takes over what it says of its AI package, and what is certain of it', () => {
    const bytes = readFileSync(join(import.meta.dirname, 'fixtures', 'sentiment-demo.spdx3.json'));
    const { system, sources, facts, certain, unread } = importDocument(bytes, 'x');
    expect(system).toEqual({
      id: 'sentiment-demo-a-simple-ai-application-and-its-ai-bom-example',
      name: 'Sentiment Demo: A Simple AI Application and its AI BOM Example',
      description: expect.stringMatching(
        /^A simple sentiment analysis application\. .* Text Classification\.$/,
      ),
      links: ['https://github.com/bact/sentimentdemo'],
    });
    expect(sources.name).toBe('/@graph/20/name');
    expect(facts).toEqual([]);
    expect(certain).toEqual([
      {
        fact: 'system.techniques',
        options: ['machine-learning'],
        source: '/@graph/20/ai_hyperparameter',
        because: 'SPDX defines hyperparameters as settings that control how a model learns',
      },
    ]);
    expect(unread.map(({ says }) => says)).toEqual([
      'How the model is built: "classification", "supervised" (/@graph/20/ai_typeOfModel).',
      'Task: "sentiment analysis", "natural language processing" (/@graph/20/ai_domain).',
      'Intended uses: "Text sentiment analysis." (/@graph/20/ai_informationAboutApplication).',
      'How it was trained: "The model size is limited to 100 Kilobytes and the duration for auto-tuning hyperparameters is capped at 2 hours." (/@graph/20/ai_informationAboutTraining).',
      'Whether it works without a person: "yes" (/@graph/20/ai_autonomyType).',
      'Sensitive personal information: "no" (/@graph/20/ai_useSensitivePersonalInformation).',
      expect.stringMatching(/^Energy or emissions: /),
      'Licence: "CC0-1.0" (/@graph/24/to).',
      'Data for training and testing: "train.txt", "valid.txt" (/@graph/35/to), "test.txt" (/@graph/36/to).',
      'Forms of the data set: "text" (/@graph/19/dataset_datasetType).',
    ]);
  });

  it('reads an element that stands alone', () => {
    const { format, system, sources } = imported({ ...AI, software_packageVersion: '3' });
    expect(format).toBe('SPDX 3.0.1');
    expect(system).toEqual({ id: 'ranker', name: 'Ranker', version: '3' });
    expect(sources.version).toBe('/software_packageVersion');
  });

  it('follows references to suppliers and licences', () => {
    const graph = [
      { ...AI, suppliedBy: 'urn:acme', ai_useSensitivePersonalInformation: 'noAssertion' },
      { type: 'Organization', spdxId: 'urn:acme', name: 'Acme' },
      { type: 'Relationship', from: 'urn:ai', relationshipType: 'hasDeclaredLicense', to: ['urn:licence'] },
      {
        type: 'simplelicensing_LicenseExpression',
        spdxId: 'urn:licence',
        simplelicensing_licenseExpression: 'MIT',
      },
    ];
    expect(imported({ '@graph': graph }).unread.map(({ says }) => says)).toEqual([
      'Made or supplied by: "Acme" (/@graph/0/suppliedBy).',
      'Licence: "MIT" (/@graph/2/to).',
    ]);
  });

  it('knows that a package learned from what it was trained on, and from nothing else', () => {
    const relation = (relationshipType: string, from = 'urn:ai', to: unknown = ['urn:data']): object => {
      return { type: 'Relationship', relationshipType, from, to };
    };
    const sources = (...graph: object[]): string[] =>
      imported({ '@graph': [AI, DATA, ...graph] }).certain.map(({ source }) => source);
    expect(sources(relation('testedOn'), relation('trainedOn'))).toEqual(['/@graph/3/relationshipType']);
    expect(sources(relation('finetunedOn'))).toEqual(['/@graph/2/relationshipType']);
    expect(sources(relation('testedOn'), relation('validatedOn'))).toEqual([]);
    expect(sources(relation('trainedOn', 'urn:other'), relation('trainedOn', 'urn:ai', []))).toEqual([]);
    expect(sources({ ...AI, spdxId: 'urn:part', ai_hyperparameter: [{ key: 'lr', value: '1' }] })).toEqual(
      [],
    );
  });

  it('takes an estimated purpose, a type in words of its own and an empty list for nothing', () => {
    const vague = {
      software_primaryPurpose: 'application',
      ai_typeOfModel: ['supervised'],
      ai_hyperparameter: [],
      ai_useSensitivePersonalInformation: 'yes',
    };
    expect(imported({ '@graph': [{ ...AI, ...vague }] }).certain).toEqual([]);
  });

  it('takes the package that the document starts from, and does not choose otherwise', () => {
    const graph = [AI, { ...AI, spdxId: 'urn:part', name: 'Embedder' }];
    const several = imported({ '@graph': graph });
    expect(several.system).toEqual({});
    expect(several.unread[0]?.says).toContain('It describes 2 packages: "Ranker", "Embedder".');
    const document = { type: 'SpdxDocument', spdxId: 'urn:doc', rootElement: ['urn:part'] };
    expect(imported({ '@graph': [...graph, document] }).system.name).toBe('Embedder');
  });

  it('says of a data set that it is no system', () => {
    const { system, unread, certain } = imported({
      '@graph': [{ ...DATA, dataset_hasSensitivePersonalInformation: 'yes', dataset_datasetType: ['image'] }],
    });
    expect(certain).toEqual([]);
    expect(system.name).toBe('CVs');
    expect(unread[0]?.says).toContain('It describes a data set, not a system (/@graph/0/type).');
    expect(unread[1]?.says).toContain('Sensitive data in a data set: "yes" (/@graph/0/dataset_has');
  });

  it.each([
    [{ '@graph': {} }, 'ai.json:3:3 /@graph: is not a list of elements'],
    [{ '@graph': [AI, 'x'] }, '/@graph/1: is not an element of SPDX'],
    [{ '@graph': [] }, 'has no element of class ai_AIPackage or dataset_DatasetPackage'],
    [{ type: 'Person', name: 'x' }, 'has no element of class ai_AIPackage'],
  ])('refuses %j', (document, reason) => {
    expect(() => imported(document)).toThrow(reason);
  });
});
