import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRulesFolder } from '../../cli/rules-folder.ts';
import { readProfile } from '../../engine/check-profile.ts';
import { readDocument } from '../../engine/document.ts';
import { InputError } from '../../engine/problem.ts';

/** Whatever bytes arrive, they are read or refused with a place. */

const root = new URL('../../', import.meta.url).pathname;
const { catalogue } = readRulesFolder(join(root, 'rules'));
const examples = readdirSync(join(root, 'examples')).map((file) =>
  readFileSync(join(root, 'examples', file), 'utf8'),
);

const packFolder = join(root, 'rules/eu/ai-act');
const packFiles = readdirSync(packFolder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readFileSync(join(packFolder, file), 'utf8'));

function refusesOnly(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const problem of error.problems) expect(problem.reason).not.toBe('');
  }
}

const yamlish = fc
  .array(
    fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '&x ',
      '*x',
      '!!set ',
      '|',
      '>',
      '"',
      "'",
      '#',
      '? ',
      '%',
      '---',
      '...',
      '\t',
      '<<',
      '1e999',
      '0x',
      '\u0000',
      '\uFEFF',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('documents', () => {
  it('of random bytes and YAML-like text are read or refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary' }), yamlish),
        (source) => {
          refusesOnly(() => readDocument(source, 'file.yaml'));
          refusesOnly(() => readDocument(source, 'file.yaml', 'resolve'));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('made by damaging real profiles are read or refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.nat(),
        fc.nat({ max: 30 }),
        fc.oneof(yamlish, fc.string()),
        (text, at, length, inserted) => {
          const start = at % text.length;
          refusesOnly(() =>
            readProfile(text.slice(0, start) + inserted + text.slice(start + length), 'file.yaml', catalogue),
          );
        },
      ),
      { numRuns: 600 },
    );
  });

  it('made by damaging real pack files are read or refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...packFiles),
        fc.nat(),
        fc.nat({ max: 200 }),
        fc.oneof(yamlish, fc.string()),
        (text, at, length, inserted) => {
          const start = at % text.length;
          refusesOnly(() =>
            readDocument(
              text.slice(0, start) + inserted + text.slice(start + length),
              'rules.yaml',
              'resolve',
            ),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
