import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readRulesFolder } from '../../cli/rules-folder.ts';
import { checkProfile, readProfile } from '../../engine/check-profile.ts';
import { describeProblem, InputError } from '../../engine/problem.ts';
import type { Profile } from '../../engine/profile.ts';

/** Whatever is sent as a profile, it is taken as it is, or refused with a problem for every field that is wrong. */

const { catalogue } = readRulesFolder(join(import.meta.dirname, '../../rules'));

/** Keys that objects have without anybody having written them. */
const INHERITED = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

const key = fc.oneof(
  fc.constantFrom('jurismap', 'system', 'facts', 'evidence', 'waivers', 'id', 'name', 'owner', ...INHERITED),
  fc.constantFrom(...catalogue.facts.map(({ id }) => id)),
  fc.string(),
);
const scalar = fc.oneof(
  fc.constantFrom(
    null,
    true,
    1,
    -0,
    1e308,
    '',
    'never',
    '2026-02-30',
    '9999-12-31',
    'EU',
    'US-NY-NYC',
    ...INHERITED,
  ),
  fc.string({ unit: 'binary' }),
  fc.double(),
);
const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('anything'), { maxLength: 5 }),
    // Own keys only: what JSON.parse makes of a request.
    fc.array(fc.tuple(key, tie('anything')), { maxLength: 8 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

/** A profile that is right but for some of its parts. */
const nearlyRight = fc
  .record(
    {
      jurismap: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, anything),
      system: fc.oneof({ weight: 5, arbitrary: fc.constant({ id: 's', name: 'S' }) }, anything),
      facts: fc.oneof(fc.dictionary(key, anything, { maxKeys: 6, noNullPrototype: true }), anything),
      evidence: fc.oneof(fc.dictionary(key, anything, { maxKeys: 3, noNullPrototype: true }), anything),
      waivers: fc.oneof(fc.array(anything, { maxLength: 3 }), anything),
    },
    { requiredKeys: ['jurismap', 'system', 'facts'], noNullPrototype: true },
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

/** The profile, or undefined when it was refused as it should be. */
function taken(read: () => Profile): Profile | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const problem of error.problems) {
      expect(problem.reason).not.toBe('');
      expect(problem.pointer).toMatch(/^(\/.*)?$/su);
      expect(describeProblem(problem)).not.toMatch(/undefined|\[object/);
    }
    return undefined;
  }
}

describe('profiles', () => {
  it('of any shape are taken or refused, the same as text and as JSON', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyRight, anything), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value ?? null));
        const checked = taken(() => checkProfile(json, catalogue));
        const text = JSON.stringify(json);
        expect(taken(() => readProfile(text, 'profile.json', catalogue).profile)).toEqual(checked);
        expect(Object.prototype).not.toHaveProperty('polluted');
        if (checked) {
          const again = readProfile(stringify(checked), 'profile.yaml', catalogue).profile;
          expect(again).toEqual(checked);
          for (const name of INHERITED) expect(Object.hasOwn(checked.facts, name)).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
