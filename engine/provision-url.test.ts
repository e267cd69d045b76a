import { expect, test } from 'vitest';
import { authored, MANIFEST } from '../test/fixtures/small-pack.ts';
import { provisionLink, provisionUrl } from './provision-url.ts';

const { manifest } = authored({
  manifest: `${MANIFEST.trimEnd()}
links:
  - { cite: 'Art\\. (\\d+[a-z]?)', url: 'https://example.org/act#art_$1' }
  - { cite: 'Annex ([IVX]+)', url: 'https://example.org/act#anx_$1' }
  - { cite: '제(\\d+)조', url: 'https://example.org/법/제$1조' }
  - { cite: 'reg\\. (\\d+)((?:\\(\\w+\\))+)', url: 'https://example.org/$1#p-$1$2' }
  - { cite: 'item (.+)', url: 'https://example.org/item/$1' }
`,
}).pack;

test.each([
  ['Art. 26(6)', 'https://example.org/act#art_26'],
  ['Art. 4a(1)', 'https://example.org/act#art_4a'],
  ['Annex III(4)(a)', 'https://example.org/act#anx_III'],
  ['reg. 5(a)(1)', 'https://example.org/5#p-5(a)(1)'],
  ['제31조', 'https://example.org/%EB%B2%95/%EC%A0%9C31%EC%A1%B0'],
  ['item ../a?b#c', 'https://example.org/item/..%2Fa%3Fb%23c'],
  ['Recital 12', 'https://example.org/act'],
  ['see Art. 3', 'https://example.org/act'],
])('%s is read at %s', (cite, url) => {
  expect(provisionUrl(manifest, cite)).toBe(url);
});

test('a link says which part of the pinpoint it leads to', () => {
  expect(provisionLink(manifest, 'Art. 26(6)')).toEqual({
    provision: 'Art. 26',
    url: 'https://example.org/act#art_26',
    index: 0,
  });
  expect(provisionLink(manifest, 'Recital 12')).toBeUndefined();
});
