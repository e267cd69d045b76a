import { lint } from '../../engine/lint.ts';
import { lintScenarios } from '../../engine/lint-scenarios.ts';
import { isPackPath, type PackContents, readPackFiles } from '../../engine/pack-files.ts';
import { InputError, type Problem, toPointer } from '../../engine/problem.ts';
import { runScenarios } from '../../engine/run-scenarios.ts';
import { HttpProblem, RequestError } from '../http/problem.ts';
import { rules } from '../http/rules.ts';

/**
 * Reads, lints and tests a pack as its author sends it.
 *
 * @param id what the path calls it
 * @param files their contents by their path
 * @throws RequestError with the place of everything that is wrong, HttpProblem when the id is taken
 */
export function checkedPack(id: string, files: Readonly<Record<string, string>>): PackContents {
  const isTaken = rules.packs.some((pack) => pack.id === id);
  if (isTaken) throw new HttpProblem('conflict', `"${id}" is a pack Jurismap brings; give yours another id`);
  try {
    refuse(foreignFiles(files));
    const contents = readPackFiles(
      Object.entries(files).map(([path, content]) => ({ path, content, shown: path })),
      rules.catalogue,
    );
    refuse(problemsOf(id, contents));
    return contents;
  } catch (error) {
    throw error instanceof InputError ? inFiles(error) : error;
  }
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputError(problems);
}

function foreignFiles(files: object): Problem[] {
  return Object.keys(files)
    .filter((path) => !isPackPath(path))
    .map((file) => ({ pointer: '', file, reason: 'is no file of a pack', hint: 'leave it out' }));
}

function problemsOf(id: string, contents: PackContents): Problem[] {
  const { authored, index } = contents;
  const isOther = authored.pack.id !== id;
  const runs = runScenarios(contents, rules.catalogue);
  return [
    ...(isOther
      ? [authored.locateManifest(['pack'], `is "${authored.pack.id}", but the path says "${id}"`)]
      : []),
    ...lint(authored, rules, index),
    ...lintScenarios(contents),
    ...runs.flatMap(({ problems, failures }) => [...problems, ...failures.map(({ problem }) => problem)]),
  ];
}

/** The same problems, each at the member of the body that is its file. */
function inFiles({ problems }: InputError): RequestError {
  return new RequestError(
    problems.map(({ file = 'pack.yaml', line, column = 1, pointer, reason, hint }) => ({
      in: 'body',
      pointer: toPointer(['files', file]),
      reason,
      ...(hint !== undefined && { hint }),
      ...(line !== undefined && { place: { file, line, column, pointer } }),
    })),
  );
}
