import { Command } from 'commander';
import type { ArchiveOptions } from './commands/archive.ts';
import type { AskOptions } from './commands/ask.ts';
import type { CheckOptions } from './commands/check.ts';
import type { DiffOptions } from './commands/diff.ts';
import type { ExplainOptions } from './commands/explain.ts';
import type { ExportOptions } from './commands/export.ts';
import type { FactsOptions } from './commands/facts.ts';
import type { InitOptions } from './commands/init.ts';
import type { PacksOptions } from './commands/packs.ts';
import type { CoverageOptions } from './commands/packs-coverage.ts';
import type { PacksDiffOptions } from './commands/packs-diff.ts';
import type { PatchworkOptions } from './commands/patchwork.ts';
import type { ServeOptions } from './commands/serve.ts';
import type { TimelineOptions } from './commands/timeline.ts';
import type { VerifyOptions } from './commands/verify.ts';
import type { ExitCode } from './exit-code.ts';
import {
  asOfOption,
  dayOption,
  formatOption,
  packsOption,
  reportOption,
  retryForOption,
  several,
  today,
  wholeNumber,
} from './options.ts';
import { CHECK_FORMATS } from './reporters/reporter.ts';
import { version } from './version.ts';

const BOTH = ['table', 'json'];

/**
 * The command line. Each command loads its own code when it is called, so that none waits for another's.
 *
 * @param finish told the exit code of the command that ran
 */
export function program(finish: (code: ExitCode) => void): Command {
  const jurismap = new Command('jurismap')
    .description('Maps an AI system to the laws that apply to it, and says what is unknown.')
    .version(version())
    .showHelpAfterError('(add --help to see how it is called)')
    .exitOverride();
  addUserCommands(jurismap, finish);
  addComparingCommands(jurismap, finish);
  addPackCommands(jurismap, finish);
  return jurismap;
}

function addUserCommands(jurismap: Command, finish: (code: ExitCode) => void): void {
  jurismap
    .command('check')
    .description(
      'evaluates systems and gates: exit 0 passes, 1 gap, 2 wrong input, 3 undetermined, 4 prohibited, 5 error of Jurismap',
    )
    .argument(
      '<file...>',
      'profiles in YAML or JSON, patterns such as "systems/*.yaml", - for standard input',
    )
    .addOption(asOfOption())
    .addOption(packsOption())
    .addOption(formatOption(CHECK_FORMATS))
    .option('--output <file>', 'write the result there')
    .addOption(reportOption(CHECK_FORMATS))
    .option(
      '--fail-on <policy>',
      'what fails: "gap,severity=high,jurisdiction=EU|US", "none", or a policy file; repeatable',
      several,
    )
    .option('--allow-undetermined', 'pass when nothing is worse than undetermined')
    .option('--require-scope', 'fail when no binding law is known to reach a system')
    .option('--baseline <file>', 'what --format baseline wrote before; only what got worse fails')
    .option('--waivers <file>', 'waivers kept beside the profiles')
    .option('--explain-exit', 'say on standard error why the exit code is what it is')
    .option(
      '--api <url>',
      'let a deployed Jurismap evaluate, and record it; a token comes by the environment',
    )
    .option(
      '--commit <sha>',
      'the commit it is asked about (default: what the pipeline or the work tree says)',
    )
    .addOption(retryForOption())
    .action(async (files: string[], options: CheckOptions) =>
      finish(await (await import('./commands/check.ts')).check(files, options)),
    );
  jurismap
    .command('explain')
    .description('shows the tree behind one finding')
    .argument('<file>', 'a profile')
    .argument('<rule>', 'the id of a rule, or pack/rule')
    .option('--role <role>', 'which of the roles of the rule')
    .addOption(asOfOption())
    .addOption(formatOption(BOTH))
    .action(async (file: string, rule: string, options: ExplainOptions) =>
      finish(await (await import('./commands/explain.ts')).explain(file, rule, options)),
    );
  jurismap
    .command('ask')
    .description('lists the next best questions')
    .argument('<file>', 'a profile')
    .option('--limit <count>', 'at most so many', wholeNumber(1, 1000), 10)
    .addOption(asOfOption())
    .addOption(packsOption())
    .addOption(formatOption(BOTH))
    .action(async (file: string, options: AskOptions) =>
      finish(await (await import('./commands/ask.ts')).ask(file, options)),
    );
  jurismap
    .command('export')
    .description('writes what a profile states and comes to as an ML-BOM, or adds it to one')
    .argument('<file>', 'a profile')
    .addOption(formatOption(['cyclonedx']))
    .option('--bom <file>', 'add to this BOM, and leave all else in it as it is')
    .option('--component <ref>', 'the bom-ref of the model in that BOM, where it has several')
    .addOption(asOfOption())
    .addOption(packsOption())
    .option('--output <file>', 'write the result there')
    .action(async (file: string, options: ExportOptions) =>
      finish(await (await import('./commands/export.ts')).exportBom(file, options)),
    );
  jurismap
    .command('init')
    .description('asks what matters about a system and writes a commented profile; stops and goes on at will')
    .argument('[file]', 'the profile to write or to go on with', 'jurismap.yaml')
    .option('--from <file>', 'start from a CycloneDX, SPDX 3 or Croissant document or a Hugging Face card')
    .addOption(asOfOption())
    .addOption(packsOption())
    .action(async (file: string, options: InitOptions) =>
      finish(await (await import('./commands/init.ts')).init(file, options)),
    );
  jurismap
    .command('facts')
    .description('lists the fact catalogue')
    .addOption(formatOption(BOTH))
    .action(async (options: FactsOptions) =>
      finish(await (await import('./commands/facts.ts')).facts(options)),
    );
  jurismap
    .command('archive')
    .description('writes everything a deployed Jurismap keeps about a system to one file')
    .argument('<system>', 'the id of a system')
    .requiredOption('--api <url>', 'the deployed Jurismap; a token comes by the environment')
    .addOption(retryForOption())
    .option('--output <file>', 'write the archive there')
    .action(async (system: string, options: ArchiveOptions) =>
      finish(await (await import('./commands/archive.ts')).archive(system, options)),
    );
  jurismap
    .command('verify')
    .description('makes the stored assessments of a system again, and compares: exit 0 whole, 1 not')
    .argument(
      '<system-or-file>',
      'the id of a system, or an archive, which is verified without asking anybody',
    )
    .option('--api <url>', 'the deployed Jurismap that has the system; a token comes by the environment')
    .addOption(retryForOption())
    .addOption(formatOption(BOTH))
    .action(async (what: string, options: VerifyOptions) =>
      finish(await (await import('./commands/verify.ts')).verify(what, options)),
    );
  jurismap
    .command('serve')
    .description('runs the whole product on this machine')
    .option('--port <port>', 'the port to listen on, 0 for any', wholeNumber(0, 65535), 8787)
    .option('--data <folder>', 'where its data are kept', '.jurismap')
    .action(async (options: ServeOptions) =>
      finish(await (await import('./commands/serve.ts')).serve(options)),
    );
}

/** Commands that look across instruments, days and versions. */
function addComparingCommands(jurismap: Command, finish: (code: ExitCode) => void): void {
  jurismap
    .command('patchwork')
    .description('shows what one system owes across instruments, by control, and where they conflict')
    .argument('<file>', 'a profile')
    .addOption(asOfOption())
    .addOption(packsOption())
    .addOption(formatOption(BOTH))
    .option('--output <file>', 'write the result there')
    .action(async (file: string, options: PatchworkOptions) =>
      finish(await (await import('./commands/patchwork.ts')).patchwork(file, options)),
    );
  jurismap
    .command('timeline')
    .description('shows what starts, changes or expires when')
    .argument('<file>', 'a profile')
    .addOption(
      dayOption('--from <day>', 'the day before the first one told').default(today(), 'today in UTC'),
    )
    .addOption(dayOption('--to <day>', 'the last day told (default: five years after --from)'))
    .addOption(packsOption())
    .addOption(formatOption(['table', 'json', 'ics']))
    .option('--output <file>', 'write the result there')
    .action(async (file: string, options: TimelineOptions) =>
      finish(await (await import('./commands/timeline.ts')).timeline(file, options)),
    );
  jurismap
    .command('diff')
    .description(
      'compares two profiles, two days or two versions of packs, or shows what a changed fact would do',
    )
    .argument('<a>', 'a profile')
    .argument('[b]', 'another one, or another version of it')
    .addOption(asOfOption())
    .addOption(dayOption('--from <day>', 'the day to evaluate the first profile, where it is another'))
    .option(
      '--set <change>',
      'a fact that would be different: markets+=KR, data.profiling=true; repeatable',
      several,
    )
    .option('--old-pack <folder>', 'a former version of a pack, for the first profile; repeatable', several)
    .addOption(packsOption())
    .addOption(formatOption(BOTH))
    .option('--output <file>', 'write the result there')
    .action(async (a: string, b: string | undefined, options: DiffOptions) =>
      finish(await (await import('./commands/diff.ts')).diff(a, b, options)),
    );
}

function addPackCommands(jurismap: Command, finish: (code: ExitCode) => void): void {
  const packs = jurismap.command('packs').description("the author's bench for rule packs");
  packs
    .command('list')
    .description('lists the packs')
    .addOption(formatOption(BOTH))
    .action(async (options: PacksOptions) =>
      finish(await (await import('./commands/packs.ts')).list(options)),
    );
  packs
    .command('show')
    .description('shows a pack and its rules')
    .argument('<id>', 'the id of a pack')
    .addOption(formatOption(BOTH))
    .action(async (id: string, options: PacksOptions) =>
      finish(await (await import('./commands/packs.ts')).show(id, options)),
    );
  packs
    .command('lint')
    .description('finds what cannot be right; exit 2 when there is something')
    .argument('[pack]', 'a folder or an id; all packs without it')
    .action(async (pack: string | undefined) =>
      finish(await (await import('./commands/packs-lint.ts')).lint(pack)),
    );
  packs
    .command('test')
    .description('runs the scenarios; exit 2 when one fails')
    .argument('[pack]', 'a folder or an id; all packs without it')
    .action(async (pack: string | undefined) =>
      finish(await (await import('./commands/packs-test.ts')).test(pack)),
    );
  packs
    .command('coverage')
    .description('tells which provisions are answered and which rules are exercised')
    .argument('[pack]', 'a folder or an id; all packs without it')
    .addOption(formatOption(BOTH))
    .option('--strict', 'exit 2 when something is not covered')
    .action(async (pack: string | undefined, options: CoverageOptions) =>
      finish(await (await import('./commands/packs-coverage.ts')).coverage(pack, options)),
    );
  packs
    .command('diff')
    .description(
      'tells what differs between two versions of a pack; "diff --old-pack" tells what that means for a system',
    )
    .argument('<old>', 'a folder or an id')
    .argument('<new>', 'a folder or an id')
    .addOption(formatOption(BOTH))
    .action(async (older: string, newer: string, options: PacksDiffOptions) =>
      finish(await (await import('./commands/packs-diff.ts')).diff(older, newer, options)),
    );
}
