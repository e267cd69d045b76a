import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import * as z from 'zod';
import { BUNDLING } from '../scripts/bundling.ts';
import { median } from './median.ts';
import { seeded, shuffle } from './random.ts';

/** How long a process takes until a bundle is imported. */
export interface ColdStart {
  name: string;
  kilobytes: number;
  /** Median milliseconds of the import alone. */
  import: number;
  /** Median milliseconds from the start of the process. */
  start: number;
  /** Median over the rounds of `start` divided by that of the empty handler in the same round. */
  ratio: number;
}

const TimesSchema = z.object({ import: z.number(), start: z.number() });
type Times = z.infer<typeof TimesSchema>;

const EMPTY = 'export const handler = async () => ({ statusCode: 200 });\n';

/** What every function that reaches the table needs at least. */
export const CLIENT = 'the DynamoDB client alone';
const CLIENT_ALONE = `
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
  export const handler = async () => DynamoDBDocumentClient.from(new DynamoDBClient({}));
`;

/**
 * Imports every bundle in fresh processes, one at a time and in another order every round, beside an empty handler.
 *
 * @param folder where the build puts bundles, a folder each
 * @param count how many rounds
 * @returns the empty handler first; undefined when nothing was built
 */
export async function measureColdStarts(folder: string, count: number): Promise<ColdStart[] | undefined> {
  if (!existsSync(folder)) return undefined;
  const scratch = await mkdtemp(join(tmpdir(), 'jurismap-bench-'));
  try {
    const empty = join(scratch, 'index.mjs');
    await writeFile(empty, EMPTY);
    const client = join(scratch, 'client.mjs');
    await build({
      ...BUNDLING,
      stdin: { contents: CLIENT_ALONE, resolveDir: import.meta.dirname },
      outfile: client,
      target: 'node24',
    });
    const bundles = [
      { name: 'an empty handler', file: empty },
      { name: CLIENT, file: client },
      ...(await bundlesIn(folder)),
    ];
    const random = seeded(1);
    const rounds: Map<string, Times>[] = [];
    for (let round = 0; round < count; round++) {
      const times = new Map<string, Times>();
      for (const { name, file } of shuffle(random, bundles)) times.set(name, await importOnce(file));
      rounds.push(times);
    }
    return bundles.map(({ name, file }) => coldStartOf(name, file, rounds));
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function bundlesIn(folder: string): Promise<{ name: string; file: string }[]> {
  const names = await readdir(folder);
  return names
    .map((name) => ({ name, file: join(folder, name, 'index.mjs') }))
    .filter(({ file }) => existsSync(file))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function coldStartOf(name: string, file: string, rounds: readonly Map<string, Times>[]): ColdStart {
  const own = rounds.map((times) => times.get(name) ?? { import: 0, start: 0 });
  const empty = rounds.map((times) => times.get('an empty handler')?.start ?? 0);
  return {
    name,
    kilobytes: statSync(file).size / 1024,
    import: median(own.map((times) => times.import)),
    start: median(own.map((times) => times.start)),
    ratio: median(own.map((times, round) => times.start / (empty[round] ?? 0))),
  };
}

async function importOnce(file: string): Promise<Times> {
  const script = join(import.meta.dirname, 'import-once.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, file]);
  return TimesSchema.parse(JSON.parse(stdout));
}
