import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../engine/problem.ts';
import { parseJson } from './json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function problemsOf(text: string) {
  try {
    parseJson(bytes(text));
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseJson', () => {
  it.each([
    ['{"a":1,"a":2}', '/a'],
    ['{"a":{"b":[{"c":1},{"c":1,"d":{},"c":2}]}}', '/a/b/1/c'],
    ['[{"x,}]{":[1,2]},{"a":1,"\\u0061":1}]', '/1/a'],
    ['{"a/b":{"~":1,"~":1}}', '/a~1b/~0'],
  ])('says where a member stands twice: %s', (text, pointer) => {
    expect(problemsOf(text)).toMatchObject([{ pointer, reason: expect.stringContaining('twice') }]);
  });

  it.each([
    '{"a":{"b":1},"b":{"a":1}}',
    '[{"a":1},{"a":2}]',
    '{"a":"{\\"b\\":1,\\"b\\":2}"}',
    '{"a":["b:","b:"]}',
  ])('finds nothing wrong with %s', (text) => expect(parseJson(bytes(text))).toEqual(JSON.parse(text)));

  it('says everything that is wrong', () => {
    expect(problemsOf('{"a":"\\u0000","b":[1e999,"\\udc00"]}').map(({ pointer }) => pointer)).toEqual([
      '/a',
      '/b/0',
      '/b/1',
    ]);
  });

  it('reads whatever JSON it does not refuse as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        if (problemsOf(text).length === 0) expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses whatever bytes are no JSON, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (given) => {
        try {
          parseJson(given);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
  });
});
