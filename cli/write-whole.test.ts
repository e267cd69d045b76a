import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeWhole } from './write-whole.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'jurismap-'));

it('keeps what a file allows, and leaves nothing else behind', () => {
  const here = folder();
  const path = join(here, 'a');
  writeFileSync(path, 'before');
  chmodSync(path, 0o600);
  writeWhole(['af', 'ter'], path);
  expect(readFileSync(path, 'utf8')).toBe('after');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(here)).toEqual(['a']);
});

it('leaves the file as it was when the text breaks off', () => {
  const here = folder();
  const path = join(here, 'a');
  writeFileSync(path, 'before');
  const breaking = function* (): Generator<string> {
    yield 'half';
    throw new Error('broken');
  };
  expect(() => writeWhole(breaking(), path)).toThrow('broken');
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(readdirSync(here)).toEqual(['a']);
});

it('writes through a link', () => {
  const here = folder();
  writeFileSync(join(here, 'a'), 'before');
  symlinkSync('a', join(here, 'link'));
  writeWhole(['after'], join(here, 'link'));
  expect(readFileSync(join(here, 'a'), 'utf8')).toBe('after');
});
