import { readFileSync } from 'node:fs';
import * as z from 'zod';

const KeySchema = z.strictObject({ partitionKey: z.string(), sortKey: z.string() });

/** The key schema of the one table as `store/table.json` states it; all keys are strings. */
export const TableSchema = z.object({
  partitionKey: z.string(),
  sortKey: z.string(),
  indexes: z.array(KeySchema.extend({ name: z.string() })),
  timeToLive: z.string(),
});
export type TableShape = z.infer<typeof TableSchema>;

/** @param file path of `store/table.json` */
export function readTableSchema(file: string | URL): TableShape {
  return TableSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
