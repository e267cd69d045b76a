import { expect, test } from 'vitest';
import { authored, MANIFEST } from '../test/fixtures/small-pack.ts';
import { provisionUrl } from './provision-url.ts';

const { manifest } = authored({
  manifest: `${MANIFEST.trimEnd()}
links:
  - { cite: 'Art\\. (\\d+[a-z]?)', url: 'https://example.org/act#art_$1' }
  - { cite: 'Annex ([IVX]+)', url: 'https://example.org/act#anx_$1' }
`,
}).pack;

test.each([
  ['Art. 26(6)', 'https://example.org/act#art_26'],
  ['Art. 4a(1)', 'https://example.org/act#art_4a'],
  ['Annex III(4)(a)', 'https://example.org/act#anx_III'],
  ['Recital 12', 'https://example.org/act'],
  ['see Art. 3', 'https://example.org/act'],
])('%s is read at %s', (cite, url) => {
  expect(provisionUrl(manifest, cite)).toBe(url);
});
