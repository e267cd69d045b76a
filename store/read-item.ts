import * as z from 'zod';
import { CorruptRecordError } from './errors.ts';
import type { Key } from './table.ts';

/**
 * Reads an item as what it was written as.
 *
 * @throws CorruptRecordError
 */
export function readItem<T>(schema: z.core.$ZodType<T>, item: unknown, { sk }: Key): T {
  const result = z.safeParse(schema, item);
  if (result.success) return result.data;
  throw new CorruptRecordError(`${sk}: ${result.error.issues[0]?.path.join('.')} is not as it was written`);
}
