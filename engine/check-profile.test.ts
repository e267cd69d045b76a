import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../test/fixtures/small-pack.ts';
import { checkProfile, readProfile } from './check-profile.ts';
import { InputError, type Problem } from './problem.ts';

const good = { jurismap: 1, system: { id: 's', name: 'S' }, facts: {} };

function problemsWith(value: unknown): readonly Problem[] {
  try {
    checkProfile(value, catalogue);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  throw new Error('was accepted');
}

describe('a profile', () => {
  it('needs no fact', () => {
    expect(checkProfile(good, catalogue).facts).toEqual({});
  });

  it('may have nothing but comments below its facts', () => {
    const text = 'jurismap: 1\nsystem: { id: s, name: S }\nfacts:\n  # flag: true\n';
    expect(readProfile(text, 'a.yaml', catalogue).profile).toEqual(checkProfile(good, catalogue));
    expect(() => readProfile('jurismap: 1\nsystem: { id: s, name: S }\n', 'a.yaml', catalogue)).toThrow(
      '/facts',
    );
    expect(() => readProfile(JSON.stringify({ ...good, facts: null }), 'a.json', catalogue)).toThrow(
      '/facts',
    );
  });

  it('is told about every bad field at once', () => {
    const problems = problemsWith({
      ...good,
      system: { id: 'Not An Id', name: '' },
      facts: {
        flag: 'yes',
        markets: ['Atlantis'],
        'use.purposes': ['hirin'],
        size: -1,
        'dates.placed': '2026-02-30',
      },
    });
    expect(problems.map(({ pointer }) => pointer).sort()).toEqual([
      '/facts/dates.placed',
      '/facts/flag',
      '/facts/markets/0',
      '/facts/size',
      '/facts/use.purposes/0',
      '/system/id',
      '/system/name',
    ]);
    expect(problems.find(({ pointer }) => pointer === '/facts/use.purposes/0')?.hint).toBe(
      'did you mean "hiring"?',
    );
    for (const { reason } of problems) expect(reason).not.toBe('Invalid input');
  });

  it.each([
    [
      'an unknown fact',
      { ...good, facts: { 'use.purpose': [] } },
      '/facts/use.purpose',
      /no fact is called/,
      'did you mean "use.purposes"?',
    ],
    ['an unknown section', { ...good, fact: {} }, '/fact', /not known here/, undefined],
    ['a newer format', { ...good, jurismap: 2 }, '/jurismap', /reads form 1/, 'use a newer Jurismap'],
    ['no format', { system: good.system, facts: {} }, '/jurismap', /is missing/, 'write 1'],
    [
      'a map that turns into no text, for one value',
      { ...good, facts: { kind: { toString: null } } },
      '/facts/kind',
      /a map is not one of/,
      'one of one, two',
    ],
    [
      'a map whose length compares with nothing, for text',
      { ...good, system: { id: 's', name: { length: { toString: null } } } },
      '',
      /where text or a list belongs/,
      undefined,
    ],
    ['a list for one value', { ...good, facts: { kind: ['one'] } }, '/facts/kind', /not one of/, undefined],
    [
      'one value for a list',
      { ...good, facts: { roles: 'provider' } },
      '/facts/roles',
      /is not an array/,
      undefined,
    ],
    ['a number that is no number', { ...good, facts: { size: Number.NaN } }, '/facts/size', /./, undefined],
    [
      'a waiver without approver',
      { ...good, waivers: [{ rule: 'a/b', reason: 'r', expires: '2027-01-01' }] },
      '/waivers/0/approver',
      /missing/,
      undefined,
    ],
    ['null', null, '', /map|object/, undefined],
    ['a list', [], '', /object|map/, undefined],
  ])('is refused with %s', (_, value, pointer, reason, hint) => {
    const [problem] = problemsWith(value);
    expect(problem?.pointer).toBe(pointer);
    expect(problem?.reason).toMatch(reason);
    if (hint) expect(problem?.hint).toBe(hint);
  });

  it('is refused with keys that aim at the prototype', () => {
    const value: unknown = JSON.parse(
      '{"jurismap":1,"system":{"id":"s","name":"S"},"facts":{"__proto__":{"flag":true},"constructor":true}}',
    );
    expect(
      problemsWith(value)
        .map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['/facts/__proto__', '/facts/constructor']);
  });

  it('takes never for a date', () => {
    expect(checkProfile({ ...good, facts: { 'dates.placed': 'never' } }, catalogue).facts).toEqual({
      'dates.placed': 'never',
    });
  });

  it('tells line and column when it was text', () => {
    const text = 'jurismap: 1\nsystem: { id: s, name: S }\nfacts:\n  kind: three\n';
    expect(() => readProfile(text, 'p.yaml', catalogue)).toThrow(
      /p\.yaml:4:\d+ \/facts\/kind: "three" is not one of/,
    );
  });

  it('never fails in another way, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.string({ unit: 'binary' })), (text) => {
        try {
          readProfile(text, 'p.yaml', catalogue);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (value) => {
        try {
          checkProfile({ ...good, facts: value }, catalogue);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
