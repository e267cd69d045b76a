import { isAbsolute, relative, resolve, sep } from 'node:path';
import { STDIN } from '../read-input.ts';

/**
 * How a repository calls a file: relative to its root, with forward slashes. The root is where a workflow of GitHub checks
 * it out; elsewhere it is the current folder.
 *
 * @param file as it was named in the call
 * @param roots folders that may be the root, the likeliest first
 * @returns the absolute path of a file outside; undefined for standard input, which is no file
 */
export function repositoryPath(
  file: string,
  roots: readonly string[] = [process.env.GITHUB_WORKSPACE ?? '', process.cwd()],
): string | undefined {
  if (file === STDIN) return undefined;
  const path = resolve(file);
  const inside = roots
    .filter((root) => root !== '')
    .map((root) => relative(root, path))
    .find((below) => below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below));
  return (inside ?? path).replaceAll(sep, '/');
}
