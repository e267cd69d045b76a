import type { Finding } from '../../engine/finding.ts';
import { describeProblem } from '../../engine/problem.ts';
import { runScenarios } from '../../engine/run-scenarios.ts';
import { layOut } from '../author-bench.ts';
import { tell } from '../complain.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted } from '../page.ts';

/** `jurismap packs test [FOLDER|ID]`: runs the scenarios and shows every expectation that did not come true. */
export async function test(target: string | undefined): Promise<ExitCode> {
  const { catalogue, packs } = await layOut(target);
  let isFailed = false;
  for (const folder of packs) {
    const runs = runScenarios(folder, catalogue);
    for (const { failures, problems } of runs) {
      for (const problem of problems) tell(describeProblem(problem));
      for (const { problem, finding } of failures) {
        tell(describeProblem(problem), ...(finding ? groundsOf(finding) : []));
      }
    }
    const failed = runs.filter(({ failures, problems }) => failures.length + problems.length > 0).length;
    isFailed ||= failed > 0;
    const { id, version } = folder.authored.pack;
    process.stdout.write(`${id} ${version}: ${counted(runs.length, 'scenario')}, ${failed} failed.\n`);
  }
  return isFailed ? EXIT.wrong : EXIT.pass;
}

/** What the author needs to see why: the facts it rests on, or those it waits for. */
function groundsOf({ because, missing, reason, exception }: Finding): string[] {
  const facts = because.map(({ fact, value }) => `${fact} = ${JSON.stringify(value)}`).join(', ');
  return [
    ...(exception ? [`    by the exception "${exception.id}" (${exception.cite})`] : []),
    ...(reason && !exception ? [`    reason: ${reason}`] : []),
    ...(facts ? [`    because: ${facts}`] : []),
    ...(missing.length > 0 ? [`    missing: ${missing.join(', ')}`] : []),
  ];
}
