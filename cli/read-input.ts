import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { MAX_BYTES } from '../engine/max-bytes.ts';
import { InputError } from '../engine/problem.ts';

/** Stands for standard input where a file is named. */
export const STDIN = '-';

/** What came through pipes, which give it once only. */
const piped = new Map<string, Uint8Array>();

/**
 * The bytes of a file, or of standard input, but never more than one beyond what is read at all. What came through a
 * pipe can be asked for again.
 *
 * @param longest how many bytes are read
 * @throws InputError when it cannot be read
 */
export function readInput(file: string, longest = MAX_BYTES): Uint8Array {
  try {
    return piped.get(file) ?? readOnce(file, longest);
  } catch (error) {
    const code = codeOf(error);
    const refusal = REFUSALS[code] ?? { reason: `cannot be read: ${code || String(error)}` };
    throw new InputError([{ file, pointer: '', ...refusal }]);
  }
}

const REFUSALS: Readonly<Record<string, { reason: string; hint?: string }>> = {
  ENOENT: { reason: 'there is no such file' },
  EISDIR: { reason: 'is a directory', hint: 'name the files in it, such as "folder/*.yaml"' },
  EACCES: { reason: 'may not be read', hint: 'check its permissions' },
};

function readOnce(file: string, longest: number): Uint8Array {
  const descriptor = file === STDIN ? process.stdin.fd : openSync(file, 'r');
  try {
    const bytes = readWhole(descriptor, longest);
    if (file === STDIN || !fstatSync(descriptor).isFile()) piped.set(file, bytes);
    return bytes;
  } finally {
    if (file !== STDIN) closeSync(descriptor);
  }
}

function readWhole(descriptor: number, longest: number): Uint8Array {
  const bytes = new Uint8Array(longest + 1);
  let length = 0;
  while (length < bytes.length) {
    const read = readSome(descriptor, bytes, length);
    if (read === 0) break;
    length += read;
  }
  return bytes.slice(0, length);
}

/** A pipe that has nothing to read yet is asked again. */
function readSome(descriptor: number, bytes: Uint8Array, offset: number): number {
  for (;;) {
    try {
      return readSync(descriptor, bytes, offset, bytes.length - offset, null);
    } catch (error) {
      if (codeOf(error) === 'EOF') return 0;
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
