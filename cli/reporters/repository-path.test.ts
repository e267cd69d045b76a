import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryPath } from './repository-path.ts';

test.each([
  ['systems/a.yaml', 'systems/a.yaml'],
  ['./systems/../a.yaml', 'a.yaml'],
  [resolve('systems/a.yaml'), 'systems/a.yaml'],
  ['..a.yaml', '..a.yaml'],
])('%s', (file, path) => {
  expect(repositoryPath(file, [process.cwd()])).toBe(path);
});

test('from a folder of the repository, paths start at its root', () => {
  expect(repositoryPath('a.yaml', [resolve('..'), process.cwd()])).toBe(
    `${process.cwd().split('/').at(-1)}/a.yaml`,
  );
});

test('what is outside keeps its absolute path', () => {
  const outside = resolve('../elsewhere/a.yaml');
  expect(repositoryPath('../elsewhere/a.yaml', ['', process.cwd()])).toBe(outside);
  expect(repositoryPath(outside, [join(process.cwd(), 'cli')])).toBe(outside);
});

test('standard input has no path', () => {
  expect(repositoryPath('-')).toBeUndefined();
});
