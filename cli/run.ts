import { CommanderError } from 'commander';
import { complain } from './complain.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { program } from './program.ts';

/** Runs one call of the command line and sets the exit code of the process. */
export async function run(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', (error) => endQuietly(error, complain));
  // Where standard error itself is full, saying so would fail again, without end.
  process.stderr.on('error', (error) => endQuietly(error, () => EXIT.broken));
  // What goes wrong beside the command that runs is told like all else, without a stack trace.
  process.on('uncaughtException', (error) => process.exit(complain(error)));
  process.exitCode = await codeOf(argv);
}

async function codeOf(argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.pass;
  try {
    await program((finished) => {
      code = finished;
    }).parseAsync([...argv]);
    return code;
  } catch (error) {
    // Commander has said what is wrong; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.pass : EXIT.wrong;
    return complain(error);
  }
}

/** Whoever read our output has seen enough: `jurismap check … | head`. */
function endQuietly(error: NodeJS.ErrnoException, codeFor: (error: Error) => ExitCode): void {
  if (error.code !== 'EPIPE') process.exitCode = codeFor(error);
}
