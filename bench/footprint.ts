import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { toBytes } from '../engine/lanes/bytes.ts';
import { compiledOf } from '../engine/lanes/compile.ts';
import type { Rules } from '../engine/rules.ts';
import { median } from './median.ts';
import { syntheticRules } from './synthetic.ts';
import { SEED } from './world.ts';

/** What compiled rules take, and how soon they are ready. */
export interface Footprint {
  what: string;
  rules: number;
  /** Bytes of a rule on disk, and on the heap once it can be evaluated. */
  disk: number;
  heap: number;
  /** Milliseconds in a fresh process until all are loaded, and until the first result. */
  load: number;
  first: number;
  /** The same of json-logic-engine, of the rules in memory; null where it was not measured. */
  peer: number | null;
}

const OnceSchema = z.object({ load: z.number(), first: z.number(), heap: z.number() });

/** Measures real packs, and synthetic ones of some sizes. */
export async function measureFootprints(
  rules: Rules,
  sizes: readonly number[],
  rounds: number,
): Promise<Footprint[]> {
  const real = await footprintOf('the packs in `rules/`', rules, null, rounds);
  const footprints = [real];
  for (const size of sizes) {
    footprints.push(await footprintOf(`${size} synthetic rules`, syntheticRules(size, SEED), size, rounds));
  }
  return footprints;
}

async function footprintOf(
  what: string,
  { packs, catalogue }: Pick<Rules, 'packs' | 'catalogue'>,
  size: number | null,
  rounds: number,
): Promise<Footprint> {
  const blobs = packs.map((pack) => toBytes(compiledOf(pack, catalogue)));
  const count = packs.reduce((sum, pack) => sum + pack.rules.length, 0);
  const folder = await mkdtemp(join(tmpdir(), 'jurismap-bench-'));
  try {
    await Promise.all(blobs.map((bytes, i) => writeFile(join(folder, `${i}.graph`), bytes)));
    const own = await runOnce('load-once.ts', folder, rounds);
    const peer = size === null ? null : await runOnce('peer-load-once.ts', String(size), rounds);
    return {
      what,
      rules: count,
      disk: blobs.reduce((sum, bytes) => sum + bytes.length, 0) / count,
      ...own,
      heap: own.heap / count,
      peer: peer?.first ?? null,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function runOnce(script: string, argument: string, rounds: number) {
  const times: z.infer<typeof OnceSchema>[] = [];
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--expose-gc',
      join(import.meta.dirname, script),
      argument,
    ]);
    times.push(OnceSchema.parse(JSON.parse(stdout)));
  }
  const middle = (what: 'load' | 'first' | 'heap'): number => median(times.map((time) => time[what]));
  return { load: middle('load'), first: middle('first'), heap: middle('heap') };
}
