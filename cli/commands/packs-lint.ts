import { lint as lintPack } from '../../engine/lint.ts';
import { describeProblem, type Problem } from '../../engine/problem.ts';
import { layOut } from '../author-bench.ts';
import { tell } from '../complain.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted } from '../page.ts';
import type { PackFolder } from '../rules-folder.ts';

/** `jurismap packs lint [FOLDER|ID]`: everything about packs that cannot be right. */
export async function lint(target: string | undefined): Promise<ExitCode> {
  const bench = await layOut(target);
  const { packs } = bench;
  const problems = packs.flatMap((folder) => [
    ...lintPack(folder.authored, bench, folder.index),
    ...repeatedScenarios(folder),
  ]);
  tell(...problems.map(describeProblem));
  const said = problems.length === 0 ? 'nothing to mend' : counted(problems.length, 'problem');
  process.stdout.write(`${counted(packs.length, 'pack')} linted: ${said}.\n`);
  return problems.length === 0 ? EXIT.pass : EXIT.wrong;
}

/** Scenarios are named in reports by their id alone. */
function repeatedScenarios({ scenarios }: PackFolder): Problem[] {
  const seen = new Set<string>();
  return scenarios.flatMap((file) =>
    file.scenarios.flatMap(({ id }, i) => {
      const isRepeated = seen.has(id);
      seen.add(id);
      return isRepeated
        ? [file.document.locate(['scenarios', i, 'id'], `two scenarios of the pack are called "${id}"`)]
        : [];
    }),
  );
}
