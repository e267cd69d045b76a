import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../engine/problem.ts';
import { importDocument, importFile } from './import.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

function complaint(text: string | Uint8Array): string {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  try {
    importDocument(bytes, 'x');
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'was read';
}

describe('a document is known by its content', () => {
  it.each([
    ['llama-energy.cdx.json', 'CycloneDX 1.6'],
    ['sentiment-demo.spdx3.json', 'SPDX 3.0.1'],
    ['titanic.croissant-1.0.json', 'Croissant 1.0'],
    ['squad-v2.croissant-1.1.json', 'Croissant 1.1'],
    ['hub-test-sample_simple.md', 'Hugging Face model card'],
    ['hub-test-sample_datasetcard_simple.md', 'Hugging Face dataset card'],
    ['hub-test-sample_windows_line_breaks.md', 'Hugging Face model card'],
  ])('%s is %s under any name', (file, format) => {
    const bytes = readFileSync(join(FIXTURES, file));
    expect(importDocument(bytes, 'readme.txt').format).toBe(format);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    expect(importDocument(marked, 'readme.txt')).toEqual(importDocument(bytes, 'readme.txt'));
  });
});

describe('what is none of them is refused with the reason', () => {
  it.each([
    ['', 'x:1:1: is empty'],
    ['{"name":"a","version":"1"}', 'x:1:1: is JSON, but no document that is known here'],
    ['[1, 2]', 'x:1:1: is JSON, but no document that is known here'],
    ['# A model\n\nIt is good.\n', 'x:1:1: has no metadata'],
    ['---\nlicense: mit\n', 'x:1:1: begins with metadata that never end'],
    ['\n---\nlicense: mit\n', 'x:2:1: begins with metadata that never end'],
    ['---\nlayout: post\n---\nHello', 'x:2:1: has none of the metadata of a card'],
    ['---\nlicense: mit\nlicense: gpl\n---\n', 'x:3:1: keys must be unique'],
    ['---\r\nlicense: mit\r\ntags: [a\r\n---\r\n', 'x:4:'],
    ['---\n---\n', 'has none of the metadata of a card'],
    [
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">',
      'x:1:1: is CycloneDX in XML, and only JSON is read',
    ],
    [
      '<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.6">',
      'is CycloneDX in XML, and only JSON is read',
    ],
    ['<html>', 'is XML or HTML'],
    ['{"spdxVersion": "SPDX-2.3"}', 'x:1:2 /spdxVersion: is SPDX-2.3, and only SPDX 3 can describe AI'],
    ['SPDXVersion: SPDX-2.3\n', 'is SPDX 2 in tag-value form'],
    ['# mine\njurismap: 1\n', 'is a profile already'],
    ['{"jurismap": 1}', 'is a profile already'],
    ['{"bomFormat": "CycloneDX",\n "specVersion": "1.6",}', 'x:2:23: is broken JSON: a key in double quotes'],
    ['{"bomFormat": "CycloneDX", "bomFormat": "x"}', 'x:1:28: keys must be unique'],
    ['{"a": 1 /* no */}', 'x:1:9: is broken JSON: JSON has no comments'],
    [new Uint8Array([0xff, 0xfe, 0x7b, 0]), 'is UTF-16 text'],
    [new Uint8Array([0x1f, 0x8b, 8, 0]), 'is not valid UTF-8'],
  ])('%j', (text, reason) => {
    expect(complaint(text)).toContain(reason);
  });

  it('nesting and length out of proportion', () => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(complaint(nested)).toContain('x:1:201: is nested more than 200 levels deep');
    const long = new Uint8Array(16 * 1024 * 1024 + 1).fill(32);
    expect(complaint(long)).toContain('is too long: at most 16777216 bytes are read');
  });

  it('reads a file that is longer than a profile', () => {
    expect(() => importFile(join(FIXTURES, 'no-such-file'))).toThrow('there is no such file');
    const parts = Array.from({ length: 20_000 }, (_, i) => ({
      type: 'library',
      name: `part-${i}`,
      purl: 'x',
    }));
    const bom = {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [...parts, { type: 'machine-learning-model', name: 'm' }],
    };
    const bytes = new TextEncoder().encode(JSON.stringify(bom, null, 2));
    expect(bytes.length).toBeGreaterThan(1024 * 1024);
    expect(importDocument(bytes, 'x').system.name).toBe('m');
  });
});
