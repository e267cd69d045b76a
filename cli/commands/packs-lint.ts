import { lint as lintPack } from '../../engine/lint.ts';
import { lintScenarios } from '../../engine/lint-scenarios.ts';
import { describeProblem } from '../../engine/problem.ts';
import { layOut } from '../author-bench.ts';
import { tell } from '../complain.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted } from '../page.ts';

/** `jurismap packs lint [FOLDER|ID]`: everything about packs that cannot be right. */
export async function lint(target: string | undefined): Promise<ExitCode> {
  const bench = await layOut(target);
  const { packs } = bench;
  const problems = packs.flatMap((folder) => [
    ...lintPack(folder.authored, bench, folder.index),
    ...lintScenarios(folder),
  ]);
  tell(...problems.map(describeProblem));
  const said = problems.length === 0 ? 'nothing to mend' : counted(problems.length, 'problem');
  process.stdout.write(`${counted(packs.length, 'pack')} linted: ${said}.\n`);
  return problems.length === 0 ? EXIT.pass : EXIT.wrong;
}
