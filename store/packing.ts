import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import { CorruptRecordError, TooLargeError } from './errors.ts';

/**
 * Large content is stored as one compressed binary attribute: findings shrink about nine times, and so do the units
 * they cost. An item holds at most 400 KB.
 */
export const PackedSchema = z.instanceof(Uint8Array);

/** What an item may hold at most, with room for its keys. */
const LARGEST = 380_000;

/** Beyond this, time grows faster than size shrinks. */
const QUALITY = { [constants.BROTLI_PARAM_QUALITY]: 5 };

/** @throws TooLargeError when the content does not fit an item even compressed */
export function pack(value: unknown): Uint8Array {
  const packed = brotliCompressSync(JSON.stringify(value), { params: QUALITY });
  if (packed.byteLength > LARGEST) {
    throw new TooLargeError(
      `it takes ${packed.byteLength} bytes compressed, and at most ${LARGEST} can be kept`,
    );
  }
  return packed;
}

export function unpack<T>(packed: Uint8Array, schema: z.core.$ZodType<T>): T {
  try {
    return z.parse(schema, JSON.parse(brotliDecompressSync(packed).toString('utf8')));
  } catch (error) {
    throw new CorruptRecordError('stored content cannot be read', { cause: error });
  }
}
