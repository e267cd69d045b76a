import { appendFileSync, closeSync, fchmodSync, lstatSync, openSync, renameSync, rmSync } from 'node:fs';

/**
 * Writes a file that appears whole or not at all, and keeps its permissions. A device, a pipe or a link is written
 * through: replacing it would not be what was asked.
 *
 * @throws the error of the file system
 */
export function writeWhole(pieces: Iterable<string | Uint8Array>, output: string): void {
  const stat = lstatSync(output, { throwIfNoEntry: false });
  const isReplaceable = stat?.isFile() ?? true;
  const path = isReplaceable ? `${output}.${process.pid}` : output;
  try {
    const descriptor = openSync(path, 'w');
    try {
      if (stat && isReplaceable) fchmodSync(descriptor, stat.mode & 0o777);
      for (const piece of pieces) appendFileSync(descriptor, piece);
    } finally {
      closeSync(descriptor);
    }
    if (isReplaceable) renameSync(path, output);
  } catch (error) {
    if (isReplaceable) rmSync(path, { force: true });
    throw error;
  }
}
