import { describe, expect, it } from 'vitest';
import { systemFrom } from './system.ts';

const found = (value: unknown) => ({ value, source: '/here' });

describe('what a profile takes over of a system', () => {
  it.each([
    ['Café & Co.', 'cafe-co', 'Café & Co.'],
    ['  two \n lines\u0000 ', 'two-lines', 'two lines'],
    ['얼굴 인식', undefined, '얼굴 인식'],
    ['x'.repeat(100), 'x'.repeat(64), 'x'.repeat(100)],
    [7, '7', '7'],
    ['', undefined, undefined],
    [['a'], undefined, undefined],
    [{ name: 'a' }, undefined, undefined],
  ])('name %j gives the id %j', (name, id, kept) => {
    const { system } = systemFrom({ name: found(name) });
    expect(system).toEqual({ ...(id && { id }), ...(kept && { name: kept }) });
  });

  it('says what is too long, and cuts only the description', () => {
    const { system, unread } = systemFrom({
      name: found('n'.repeat(501)),
      version: found('1'.repeat(501)),
      description: found(`${'d'.repeat(6000)}`),
    });
    expect(system).toEqual({ description: `${'d'.repeat(4999)}…` });
    expect(unread).toEqual([
      { says: 'Its name (/here) is longer than a profile takes: choose one.' },
      { says: 'Its version (/here) is longer than a profile takes: choose one.' },
    ]);
  });

  it('keeps the paragraphs of a description and nothing that moves a cursor', () => {
    const { system } = systemFrom({ description: found('one\r\n\u001b[31mtwo\u202e\ud800') });
    expect(system.description).toBe('one\n [31mtwo \ufffd');
  });

  it('keeps addresses of pages, each once', () => {
    const links = ['https://a.example/', 'pkg:npm/a', 'javascript:alert(1)', 'LICENSE', 'https://a.example/'];
    expect(systemFrom({ links: links.map(found) }).system.links).toEqual(['https://a.example/']);
  });

  it('refuses an owner whose address is none', () => {
    const owner = { name: found('Ann'), email: found('nowhere') };
    expect(systemFrom({ owner }).system).toEqual({});
  });
});
