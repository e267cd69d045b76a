import { appendFileSync, closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Text beyond this many characters waits on disk, so that a check of very many systems needs no more memory than of a few. */
const IN_MEMORY = 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** Text that is written piece by piece, and read when what stands before it is known. */
export class Spool {
  #pieces: string[] = [];
  #length = 0;
  #overflow: { folder: string; descriptor: number } | undefined;

  add(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length > IN_MEMORY) this.#spill();
  }

  /** Everything added, in pieces. */
  *pieces(): Generator<string | Uint8Array> {
    if (this.#overflow) yield* piecesOf(this.#overflow.descriptor);
    yield* this.#pieces;
  }

  /** Gives back what it takes on disk. */
  close(): void {
    if (this.#overflow) {
      closeSync(this.#overflow.descriptor);
      rmSync(this.#overflow.folder, { recursive: true });
    }
    this.#overflow = undefined;
    this.#pieces = [];
    this.#length = 0;
  }

  #spill(): void {
    if (!this.#overflow) {
      const folder = mkdtempSync(join(tmpdir(), 'jurismap-'));
      this.#overflow = { folder, descriptor: openSync(join(folder, 'spool'), 'wx+', 0o600) };
    }
    for (const piece of this.#pieces) appendFileSync(this.#overflow.descriptor, piece);
    this.#pieces = [];
    this.#length = 0;
  }
}

function* piecesOf(descriptor: number): Generator<Uint8Array> {
  for (let position = 0; ; ) {
    const bytes = new Uint8Array(CHUNK_BYTES);
    const read = readSync(descriptor, bytes, 0, bytes.length, position);
    if (read === 0) return;
    position += read;
    yield bytes.subarray(0, read);
  }
}
