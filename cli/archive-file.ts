import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { brotliDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { InputError } from '../engine/problem.ts';
import { type ArchivedItem, ArchivedItemSchema, CompressedSchema } from '../store/archive.ts';
import { ArchiveTable } from '../store/archive-table.ts';
import { pack } from '../store/packing.ts';

/** What an archive begins with. */
const BeginningSchema = z.strictObject({
  jurismapArchive: z.literal(1),
  tenant: z.string(),
  system: z.string(),
  exportedAt: z.string(),
  items: z.int(),
});
export type Beginning = z.infer<typeof BeginningSchema>;

/** A compressed attribute as people can read it. */
const ReadableSchema = z.strictObject({ json: z.unknown() });

/** The lines of an archive: what it is, then every item, as JSON that people can read. */
export function archiveLines(beginning: Beginning, items: readonly ArchivedItem[]): string[] {
  return [beginning, ...items.map(readable)].map((line) => `${JSON.stringify(line)}\n`);
}

function readable(item: ArchivedItem): object {
  return mapped(item, (value) => {
    const compressed = CompressedSchema.safeParse(value);
    if (!compressed.success) return value;
    const json = brotliDecompressSync(Buffer.from(compressed.data.brotli, 'base64')).toString('utf8');
    return { json: JSON.parse(json) };
  });
}

/** An archive that was read. */
interface Archive {
  beginning: Beginning;
  table: ArchiveTable;
  /** What is wrong with it as a file: lines that repeat an item, or are too few. */
  faults: string[];
}

/**
 * Reads an archive.
 *
 * @throws InputError with the line that is none of an archive
 */
export async function readArchive(file: string): Promise<Archive> {
  const table = new ArchiveTable();
  const faults: string[] = [];
  let beginning: Beginning | undefined;
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1;
      if (line === '') continue;
      if (!beginning) beginning = BeginningSchema.parse(JSON.parse(line));
      else if (!table.add(stored(ArchivedItemSchema.parse(JSON.parse(line)))))
        faults.push(`line ${number} repeats an item`);
    }
  } catch (error) {
    throw refusal(file, number, error);
  }
  if (!beginning) throw refusal(file, 1, new SyntaxError());
  if (table.size !== beginning.items)
    faults.push(`${table.size} items are there, and ${beginning.items} were written`);
  return { beginning, table, faults };
}

function stored(item: ArchivedItem): ArchivedItem {
  const { pk, sk, ...attributes } = item;
  const packed = mapped(attributes, (value) => {
    const shown = ReadableSchema.safeParse(value);
    return shown.success && 'json' in shown.data ? pack(shown.data.json) : value;
  });
  return { ...packed, pk, sk };
}

function mapped(item: object, change: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, change(value)]));
}

function refusal(file: string, line: number, error: unknown): InputError {
  if (error instanceof SyntaxError || error instanceof z.core.$ZodError) {
    const reason = 'is not a line of an archive';
    return new InputError([
      { file, line, column: 1, pointer: '', reason, hint: '`jurismap archive` writes them' },
    ]);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new InputError([{ file, pointer: '', reason: `cannot be read: ${code}` }]);
}
