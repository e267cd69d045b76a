import { describeProblem, InputError, type Problem } from '../engine/problem.ts';
import { CallError } from './call-error.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { printable } from './page.ts';
import { readInput } from './read-input.ts';
import { UnansweredError } from './remote/unanswered-error.ts';

/** Says on standard error what went wrong, and gives the exit code that goes with it. */
export function complain(error: unknown): ExitCode {
  if (error instanceof InputError) {
    for (const problem of error.problems) tell(...linesOf(problem));
    return EXIT.wrong;
  }
  if (error instanceof CallError || error instanceof UnansweredError) {
    tell(`error: ${error.message}${error.hint ? ` (${error.hint})` : ''}`);
    return error instanceof CallError ? EXIT.wrong : EXIT.broken;
  }
  const reason = error instanceof Error ? error.message : String(error);
  tell(
    ...`This is an error of Jurismap itself, not of your input: ${reason}`.split('\n'),
    'Please report it as CONTRIBUTING.md describes, with your command and the output of "jurismap --version".',
  );
  return EXIT.broken;
}

/** Writes lines to standard error. */
export function tell(...lines: string[]): void {
  process.stderr.write(lines.map((line) => `${printable(line)}\n`).join(''));
}

/** The problem, and below it the line it is about with a caret under the place. */
function linesOf(problem: Problem): string[] {
  const said = describeProblem(problem);
  const line = lineOf(problem);
  if (line === undefined) return [said];
  const column = problem.column ?? 1;
  const start = Math.max(0, column - 60);
  const number = String(problem.line);
  return [
    said,
    `  ${number} | ${line.slice(start, start + 100)}`,
    `  ${' '.repeat(number.length)} | ${' '.repeat(column - 1 - start)}^`,
  ];
}

function lineOf({ file, line }: Problem): string | undefined {
  if (file === undefined || line === undefined) return undefined;
  try {
    return new TextDecoder().decode(readInput(file)).split('\n')[line - 1];
  } catch {
    return undefined;
  }
}
