import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importDocument, importFile } from './import.ts';
import type { Imported } from './imported.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

function imported(text: string): Imported {
  return importDocument(new TextEncoder().encode(text), 'README.md');
}

describe('cards of Hugging Face', () => {
  it('takes over the name, and what is certain of the model', () => {
    expect(importFile(join(FIXTURES, 'hub-test-sample_simple_model_index.md'))).toEqual({
      format: 'Hugging Face model card',
      system: { id: 'my-cool-model', name: 'my-cool-model' },
      sources: { id: '/model-index/0/name', name: '/model-index/0/name' },
      facts: [],
      certain: [
        {
          fact: 'system.techniques',
          options: ['machine-learning'],
          source: '/datasets',
          because: 'the hub defines datasets as the data sets that a model was trained on',
        },
      ],
      unread: [
        {
          says: 'Licence: "mit" (/license).',
          bears: {
            on: ['system.licence', 'model.licence', 'supply.licensing'],
            because:
              'a licence does not tell whether the thing is paid for or otherwise monetised, nor who can get it',
          },
        },
        {
          says: 'Task: "pytorch", "image-classification" (/tags).',
          bears: {
            on: ['use.purposes', 'system.kinds', 'output.synthetic'],
            because:
              'a technical task is no intended purpose, no task makes a model a general-purpose one, and only content that is meant for people counts as generated',
          },
        },
        {
          says: 'Data for training and testing: "beans" (/datasets).',
          bears: {
            on: ['data.used-for-training', 'places.training-data'],
            because:
              'this tells neither whether people can be identified in the data, nor where they live, nor whether you trained it or allowed it',
          },
        },
      ],
    });
  });

  it('reads line breaks of Windows, and counts lines alike', () => {
    const file = join(FIXTURES, 'hub-test-sample_windows_line_breaks.md');
    const { system, sources } = importFile(file);
    expect(system).toEqual({
      id: 'hello-old-windows-line-breaks',
      name: 'Hello old Windows line breaks',
    });
    expect(sources.name).toBe('line 11');
    expect(imported(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'))).toEqual(importFile(file));
  });

  it('says of results that the hub would refuse that they were not read', () => {
    const { system, unread } = importFile(join(FIXTURES, 'hub-test-sample_invalid_model_index.md'));
    expect(system.name).toBe('Invalid Model Index');
    expect(unread[0]?.says).toBe(
      'Its results (model-index) were not read: /model-index/0/results/0/dataset is missing or is not what the hub asks for (line 15).',
    );
  });

  it('knows a dataset card', () => {
    const { format, system, certain, unread } = importFile(
      join(FIXTURES, 'hub-test-sample_datasetcard_simple.md'),
    );
    expect(certain).toEqual([]);
    expect(format).toBe('Hugging Face dataset card');
    expect(system).toEqual({ id: 'sample-segmentation', name: 'Sample Segmentation' });
    expect(unread[0]?.says).toContain('It describes a data set, not a system (the metadata).');
  });

  it('takes over what its task means on the hub', () => {
    const { facts, certain } = imported('---\npipeline_tag: text-to-image\nbase_model: acme/base\n---\n');
    const because = 'the hub defines text-to-image as generating images, and none is given to it';
    expect(facts).toEqual([
      { fact: 'output.only-minor-changes', value: false, source: '/pipeline_tag', because },
      { fact: 'output.alteration', value: 'creates-or-alters', source: '/pipeline_tag', because },
    ]);
    expect(certain).toEqual([
      {
        fact: 'system.techniques',
        options: ['machine-learning'],
        source: '/pipeline_tag',
        because: 'every task of the hub is one of machine learning',
      },
      {
        fact: 'system.techniques',
        options: ['generative-model'],
        source: '/pipeline_tag',
        because: 'the hub defines text-to-image as generating images',
      },
      {
        fact: 'data.modalities',
        options: ['text'],
        source: '/pipeline_tag',
        because: 'the hub defines text-to-image as taking text',
      },
    ]);
  });

  it.each([
    'pipeline_tag: [text-to-image]',
    'pipeline_tag: constructor',
    'pipeline_tag: tagging-of-anything',
    'tags: [text-generation]',
    'license: mit\ndatasets: []',
    'task_categories: [text-generation]',
    'language: en\nlibrary_name: transformers',
  ])('takes %j for nothing', (metadata) => {
    expect(imported(`---\n${metadata}\n---\n`)).toMatchObject({ facts: [], certain: [] });
  });

  it('points at the sections of the template that somebody filled in', () => {
    const { system, unread } = imported(
      [
        '---',
        'pipeline_tag: text-generation',
        'base_model: [acme/base]',
        '---',
        '```python',
        '# no heading',
        '```',
        '# Model Card for Acme Writer',
        '## Uses',
        '<!-- how it is meant to be used -->',
        '### Direct Use',
        'Writing letters.',
        '### Out-of-Scope Use',
        '[More Information Needed]',
        '## Bias, Risks, and Limitations [optional]',
        'It invents things.',
      ].join('\n'),
    );
    expect(system).toEqual({ id: 'acme-writer', name: 'Acme Writer' });
    expect(unread.map(({ says }) => says)).toEqual([
      'Task: "text-generation" (/pipeline_tag).',
      'Derived from: "acme/base" (/base_model).',
      'Intended uses: "Direct Use" (section at line 11).',
      'Risks that were named: "Bias, Risks, and Limitations [optional]" (section at line 15).',
    ]);
  });

  it('refuses a template that nobody filled in', () => {
    expect(() => importFile(join(FIXTURES, 'modelcard_template.md'))).toThrow(
      'modelcard_template.md:4:1: has a key that is not plain text',
    );
  });

  it('leaves the name open where the card has none', () => {
    expect(imported('---\nlicense: mit\n---\nWords.\n').system).toEqual({});
  });
});
