import { expect, it } from 'vitest';
import { authored, MANIFEST } from '../test/fixtures/small-pack.ts';
import { lintLinks } from './lint-links.ts';
import { describeProblem, InputError } from './problem.ts';

/** The complaints about the links of the small act, whose pinpoints are Art. 1, 2, 3 and 9. */
function complaints(...links: string[]): string[] {
  const manifest = [MANIFEST.trim(), 'links:', ...links.map((link) => `  - ${link}`)].join('\n');
  try {
    return lintLinks(authored({ manifest })).map(describeProblem);
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(describeProblem);
    throw error;
  }
}

const USED = `{ cite: 'Art\\. (\\d)', url: 'https://example.org/$1' }`;

it('lets links pass that pinpoints use', () => {
  expect(complaints(USED)).toEqual([]);
  expect(complaints(`{ cite: 'Art\\. 9', url: 'https://example.org/fines' }`, USED)).toEqual([]);
});

it('points out a link that matches no pinpoint', () => {
  expect(complaints(USED, `{ cite: 'Annex', url: 'https://example.org/annex' }`)).toEqual([
    'pack.yaml:22:7 /links/1/cite: "Annex" makes the address of no provision (compare it with the pinpoints in ' +
      'provisions.yaml, and with the links before it: the first that fits counts)',
  ]);
});

it('points out a link to which an earlier one leaves nothing', () => {
  expect(complaints(USED, `{ cite: 'Art\\. 9', url: 'https://example.org/fines' }`)).toEqual([
    expect.stringMatching(/^pack\.yaml:22:7 .*"Art\\\. 9" makes the address of no provision/),
  ]);
});

it('points out what in an address stands for no group', () => {
  expect(complaints(`{ cite: 'Art\\. (\\d)', url: 'https://example.org/$1/$2/$2?all=$0' }`)).toEqual([
    'pack.yaml:21:27 /links/0/url: "$2" stands for no group of "Art\\. (\\d)" (groups are counted from $1)',
    'pack.yaml:21:27 /links/0/url: "$0" stands for no group of "Art\\. (\\d)" (groups are counted from $1)',
  ]);
});

it.each([
  [`{ cite: 'Art\\. (', url: 'https://example.org/' }`, '/links/0/cite: is no regular expression'],
  [`{ cite: 'Art', url: 'http://example.org/' }`, '/links/0/url: is no address that begins with "https://"'],
  [`{ cite: '(Art)', url: 'https://$1.example' }`, '/links/0/url: is no address that begins with "https://"'],
])('refuses %s', (link, complaint) => {
  expect(complaints(link).join('\n')).toContain(complaint);
});
