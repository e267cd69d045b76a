import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { CallError } from '../call-error.ts';
import { STDIN } from '../read-input.ts';

/**
 * The files that arguments name, each once: in the order of the arguments, and for a pattern in the order of their names.
 *
 * @param names files, patterns such as `systems/**\/*.yaml`, or `-` for standard input
 * @throws CallError for a pattern that no file matches: what checks nothing must not look green
 */
export function inputFiles(names: readonly string[]): string[] {
  const files = names.flatMap((name) => {
    // A file may be called like a pattern.
    if (name === STDIN || existsSync(name) || !isDynamicPattern(name)) return [name];
    const matching = globSync(name, {
      dot: false,
      expandDirectories: false,
      fs: KEEPING_BROKEN_LINKS,
    }).sort();
    if (matching.length > 0) return matching;
    throw new CallError(
      `"${name}" matches no file`,
      'quote the pattern, and see that it starts from this folder',
    );
  });
  const firsts = Map.groupBy(files, (file) => (file === STDIN ? STDIN : resolve(file))).values();
  return [...firsts].flatMap(([first]) => first ?? []);
}

/** A link that leads nowhere matches like a file, so that it is refused; else what it stood for would go unchecked. */
const KEEPING_BROKEN_LINKS = {
  realpathSync: Object.assign((path: string) => (existsSync(path) ? realpathSync(path) : path), realpathSync),
  statSync: Object.assign((path: string) => (existsSync(path) ? statSync(path) : lstatSync(path)), statSync),
};
