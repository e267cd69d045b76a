import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fact } from '../../engine/facts.ts';
import type { Operation } from '../../functions/http/operation.ts';
import { rules } from '../../functions/http/rules.ts';
import { OPERATIONS } from '../../functions/openapi/operations.ts';
import { type Api, hiringProfile, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await api.call('POST', '/v1/systems', { body: await hiringProfile('known') });
  await api.call('POST', '/v1/systems/known/assessments', { body: { asOf: '2027-01-01' } });
}, 60_000);
afterAll(() => api?.close());

/** Text of every kind: plain, of any character, odd. */
const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1',
    'null',
    '__proto__',
    'constructor',
    '2027-02-30',
    '../..',
    '*',
    'a'.repeat(3000),
  ),
);
const segment = fc.oneof(fc.constantFrom('known', 'eu-ai-act', '1', 'unknown'), text);
const names = [
  'limit',
  'cursor',
  'pack',
  'packs',
  'rule',
  'role',
  'asOf',
  'version',
  'outcome',
  'severity',
  'control',
];
const query = fc.dictionary(fc.oneof(fc.constantFrom(...names), text), text, { maxKeys: 4 });
const headers = fc.record(
  {
    'if-match': fc.oneof(fc.constant('*'), fc.constantFrom('"1"', 'W/"', ',,')),
    'idempotency-key': fc.stringMatching(/^[\x21-\x7e]{0,20}$/),
    'content-type': fc.constantFrom(
      'application/json',
      'text/plain',
      'application/json;charset=utf-7',
      '*/*',
    ),
    'content-encoding': fc.constantFrom('identity', 'gzip'),
  },
  { requiredKeys: [] },
);

const factValue = fc.oneof(
  fc.boolean(),
  fc.double(),
  text,
  fc.array(text, { maxLength: 3 }),
  fc.constantFrom('EU', 'never', '2027-01-01'),
  fc.jsonValue({ maxDepth: 2 }),
);
const facts = fc.dictionary(
  fc.oneof(fc.constantFrom(...rules.catalogue.facts.map(({ id }) => id)), text),
  factValue,
  { maxKeys: 5 },
);
const profile = fc.record(
  {
    jurismap: fc.oneof(fc.constant(1), fc.jsonValue()),
    system: fc.oneof(fc.constant({ id: 'known', name: 'Known' }), fc.jsonValue()),
    facts: fc.oneof(facts, fc.jsonValue()),
    evidence: fc.oneof(fc.dictionary(text, fc.record({ status: text })), fc.jsonValue()),
    waivers: fc.jsonValue(),
  },
  { requiredKeys: ['jurismap', 'system', 'facts'] },
);
const validProfile = fc
  .record(Object.fromEntries(rules.catalogue.facts.map((fact) => [fact.id, validValue(fact)])), {
    requiredKeys: [],
  })
  .map((facts) => ({ jurismap: 1, system: { id: 'any', name: 'Any' }, facts }));

function validValue(fact: Fact): fc.Arbitrary<unknown> {
  switch (fact.type) {
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...fact.options.map(({ id }) => id));
    case 'set':
      return fc.subarray(
        fact.options === 'places' ? ['EU', 'DE', 'US', 'US-NY-NYC', 'GB'] : fact.options.map(({ id }) => id),
      );
    case 'number':
      return fc.double({ min: fact.minimum ?? -1e9, max: fact.maximum ?? 1e30, noNaN: true });
    case 'date':
      return fc.constantFrom('never', '2024-01-01', '2026-08-02', '2030-12-31', '0001-01-01', '9999-12-31');
  }
}

const body = fc.oneof(
  profile.map((value) => JSON.stringify(value)),
  fc
    .record(
      {
        profile,
        asOf: fc.oneof(fc.constant('2027-01-01'), text),
        packs: fc.oneof(fc.array(text), fc.jsonValue()),
      },
      { requiredKeys: ['profile'] },
    )
    .map((value) => JSON.stringify(value)),
  fc.json(),
  text,
  fc.uint8Array({ maxLength: 200 }),
);

const request = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  segments: fc.array(segment, { minLength: 3, maxLength: 3 }),
  query,
  headers,
  body,
});

describe('whatever is sent', () => {
  it.each([...Array(4).keys()])(
    'an answer of the contract comes, and never a failure (%i)',
    async () => {
      await fc.assert(
        fc.asyncProperty(request, async ({ operation, segments, query, headers, body }) => {
          const path = pathOf(operation, segments, query);
          const { status, json } = await api.call(operation.method, path, {
            headers,
            ...(operation.method !== 'GET' && { raw: body }),
          });
          expect(status, JSON.stringify(json)).toBeLessThan(500);
          expect(json).toBeTypeOf('object');
        }),
        { numRuns: 250 },
      );
      expect(api.failures).toEqual([]);
    },
    240_000,
  );
});

describe('whatever valid profile is sent', () => {
  it('is evaluated, and its questions are found', async () => {
    await fc.assert(
      fc.asyncProperty(validProfile, async (profile) => {
        for (const path of ['/v1/evaluate', '/v1/ask']) {
          expect(await api.call('POST', path, { body: { profile, asOf: '2027-12-02' } })).toMatchObject({
            status: 200,
          });
        }
      }),
      { numRuns: 15 },
    );
    expect(api.failures).toEqual([]);
  }, 240_000);
});

function pathOf({ path }: Operation, segments: string[], query: Record<string, string>): string {
  const values = segments.values();
  const filled = path.replaceAll(/\{\w+\}/g, () => encode(values.next().value ?? 'x') || 'x');
  const search = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return search.length === 0 ? filled : `${filled}?${search.join('&')}`;
}

/** Dots alone would be taken for folders by the client itself. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll('.', '%2E');
}
