import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importDocument } from './import.ts';
import type { Imported } from './imported.ts';

const DATA_SET = {
  '@context': { '@vocab': 'https://schema.org/' },
  '@type': 'sc:Dataset',
  conformsTo: 'http://mlcommons.org/croissant/1.0',
  name: 'Heart rates',
};

function imported(document: object): Imported {
  const text = JSON.stringify(document, null, 2);
  return importDocument(new TextEncoder().encode(text), 'croissant.json');
}

describe('Croissant', () => {
  it('takes over what it says of the data set, and says that it is no system', () => {
    const bytes = readFileSync(join(import.meta.dirname, 'fixtures', 'squad-v2.croissant-1.1.json'));
    const { system, sources, facts, certain, unread } = importDocument(bytes, 'x');
    expect(system).toEqual({
      id: 'squad-v2',
      name: 'squad_v2',
      description: expect.stringMatching(/^Dataset Card for SQuAD 2\.0\n/),
      links: [
        'https://huggingface.co/datasets/rajpurkar/squad_v2',
        'https://rajpurkar.github.io/SQuAD-explorer/',
      ],
    });
    expect(sources).toEqual({ id: '/name', name: '/name', description: '/description', links: '/url' });
    expect(facts).toEqual([]);
    expect(certain).toEqual([]);
    expect(unread.map(({ says }) => says)).toEqual([
      'It describes a data set, not a system (/@type).',
      'Made or supplied by: "Pranav R" (/creator).',
      'Licence: "https://choosealicense.com/licenses/cc-by-sa-4.0/" (/license).',
    ]);
  });

  it('reads properties for responsible AI in every way of writing them', () => {
    const { format, system, unread } = imported({
      '@context': {},
      '@graph': [
        {
          '@type': ['https://schema.org/Dataset'],
          'dct:conformsTo': [
            { '@id': 'http://mlcommons.org/croissant/RAI/1.0' },
            { '@id': 'http://mlcommons.org/croissant/1.1' },
          ],
          'sc:name': { '@value': 'Heart rates' },
          version: 2,
          'rai:personalSensitiveInformation': ['Age', 'Gender'],
          'http://mlcommons.org/croissant/RAI/dataBiases': 'Mostly men',
          dataSocialImpact: '',
        },
      ],
    });
    expect(format).toBe('Croissant 1.1');
    expect(system).toEqual({ id: 'heart-rates', name: 'Heart rates', version: '2' });
    expect(unread.slice(1).map(({ says }) => says)).toEqual([
      'Sensitive data in a data set: "Age", "Gender" (/@graph/0/rai:personalSensitiveInformation).',
      'Known biases: "Mostly men" (/@graph/0/http:~1~1mlcommons.org~1croissant~1RAI~1dataBiases).',
    ]);
  });

  it.each([
    [{ ...DATA_SET, conformsTo: undefined }, 'does not say it conforms to Croissant'],
    [
      { ...DATA_SET, conformsTo: 'http://mlcommons.org/croissant/2.0' },
      'croissant.json:6:3 /conformsTo: is Croissant 2.0; 1.0 and 1.1 are read',
    ],
    [{ '@context': {}, '@graph': [DATA_SET, DATA_SET] }, '/@graph/1: describes another data set'],
    [{ ...DATA_SET, '@type': 'sc:Person' }, 'no document that is known here'],
  ])('refuses %j', (document, reason) => {
    expect(() => imported(document)).toThrow(reason);
  });
});
