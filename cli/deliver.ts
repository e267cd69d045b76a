import { writeFileSync } from 'node:fs';
import { tell } from './complain.ts';

/**
 * Writes a result to a file, or to standard output when no file is named or the file cannot be written: a result that
 * was worked out is not thrown away.
 *
 * @returns whether the result is where it was wanted
 */
export function deliver(text: string, output: string | undefined): boolean {
  if (output === undefined) {
    process.stdout.write(text);
    return true;
  }
  try {
    writeFileSync(output, text);
    return true;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    tell(`error: ${output} cannot be written (${reason}); the result went to standard output instead`);
    process.stdout.write(text);
    return false;
  }
}
