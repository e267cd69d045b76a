import { gate } from '../../engine/gate.ts';
import { reportOn } from '../../engine/system-report.ts';
import { loadBuiltRules, withPacks } from '../built-rules.ts';
import { tell } from '../complain.ts';
import { deliver } from '../deliver.ts';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-code.ts';
import { PLAIN, terminalPage } from '../page.ts';
import { readProfiles } from '../read-profiles.ts';
import { type CheckFormat, type CheckReport, reporterFor } from '../reporters/reporter.ts';
import { verdict } from '../verdict.ts';

export interface CheckOptions {
  asOf: string;
  packs?: string;
  format: CheckFormat;
  output?: string;
  allowUndetermined?: true;
}

/** `jurismap check FILE…`: evaluates and gates. Nothing is evaluated unless every file reads. */
export async function check(files: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const { asOf, format, output } = options;
  const rules = withPacks(await loadBuiltRules(), options.packs);
  const systems = readProfiles(files, rules.catalogue).map((profile, i) => ({
    file: files[i] ?? '',
    profile,
    report: reportOn(profile, rules.packs, rules.catalogue, asOf),
  }));
  const overall = gate(systems.flatMap(({ report }) => report.assessments));
  const exitCode = exitCodeOf(overall.result, options.allowUndetermined ?? false);
  const report: CheckReport = { asOf, systems, gate: overall, exitCode, rules };
  const reporter = await reporterFor(format);
  const isDelivered = deliver(reporter(report, output ? PLAIN : terminalPage()), output);
  if (!isDelivered) return EXIT.wrong;
  if (output) tell(verdict(overall, exitCode));
  return exitCode;
}
