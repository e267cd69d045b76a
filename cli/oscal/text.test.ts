import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { hrefOf, instant, markup, plain, props, token } from './text.ts';

it.each([
  ['Ranker 2.0, "beta" (EU)', 'Ranker 2.0, "beta" (EU)'],
  ['GPT_4 and _stress_', 'GPT_4 and \\_stress\\_'],
  ['**bold** `code` ~~no~~ x^2^', '\\*\\*bold\\*\\* \\`code\\` \\~\\~no\\~\\~ x\\^2\\^'],
  ['[x](https://example.org) ![y](z)', '\\[x\\](https://example.org) !\\[y\\](z)'],
  ['<b>&lt;b&gt; R&D', '\\<b>\\&lt;b\\&gt; R\\&D'],
  ['{{ insert: param, p }}', '\\{\\{ insert: param, p }}'],
  ['# heading', '\\# heading'],
  ['- item', '\\- item'],
  ['12. item', '12\\. item'],
  ['3.5 percent', '3.5 percent'],
  ['one\n\n- two\u0000\u202e', 'one - two'],
])('shows %j as it is', (text, escaped) => {
  expect(markup(text)).toBe(escaped);
});

it('makes one line of any text, and nothing of what cannot be shown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(plain(text)).toMatch(/^(\S(.*\S)?)?$/);
    }),
  );
  expect(plain('\u2028 \u200b\u0007')).toBe('');
});

it.each([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['docs/My report (2).pdf', 'docs/My%20report%20(2).pdf'],
  ['/srv/ä%20b/100%', '/srv/%C3%A4%20b/100%25'],
  ['a[1].md', 'a%5B1%5D.md'],
  ['report.pdf', 'report.pdf'],
])('leads to %j', (link, href) => {
  expect(hrefOf(link)).toBe(href);
});

it.each([
  'javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'see here: the folder',
  '//example.org/x',
  '#7d0e0f3a',
  'a#b#c',
  'https://exa mple.org',
  '',
  ' ',
])('does not lead to %j', (link) => {
  expect(hrefOf(link)).toBeUndefined();
});

it('makes tokens that start as XML wants it', () => {
  expect(token('eu-ai-act', 'art-5')).toBe('eu-ai-act.art-5');
  expect(token('2fa-act', 'a')).toBe('_2fa-act.a');
  expect(token('-x')).toBe('_-x');
});

it('leaves out properties without a value, and has one for each of several', () => {
  expect(props({ role: null, reason: undefined, note: ' \n', control: ['a', 'b'], count: 0 })).toEqual([
    { name: 'control', ns: 'urn:jurismap:oscal', value: 'a' },
    { name: 'control', ns: 'urn:jurismap:oscal', value: 'b' },
    { name: 'count', ns: 'urn:jurismap:oscal', value: '0' },
  ]);
});

it('has no time for a day that OSCAL cannot write', () => {
  expect(instant('2026-11-22')).toBe('2026-11-22T00:00:00Z');
  expect(instant('9999-12-31')).toBeUndefined();
  expect(instant('+010000-01')).toBeUndefined();
});
