import { tell } from './complain.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes a result to a file, or to standard output when no file is named or the file cannot be written: a result that
 * was worked out is not thrown away. A file appears whole or not at all.
 *
 * @param text the whole text, or its pieces, which may be asked for twice
 * @returns whether the result is where it was wanted
 */
export function deliver(text: string | Iterable<string | Uint8Array>, output: string | undefined): boolean {
  const pieces = typeof text === 'string' ? [text] : text;
  if (output === undefined) {
    for (const piece of pieces) process.stdout.write(piece);
    return true;
  }
  try {
    writeWhole(pieces, output);
    return true;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    tell(`error: ${output} cannot be written (${reason}); the result went to standard output instead`);
    for (const piece of pieces) process.stdout.write(piece);
    return false;
  }
}
