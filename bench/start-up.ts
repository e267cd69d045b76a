import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InstalledPackage, installPackage } from '../scripts/install-package.ts';
import { median } from './median.ts';
import { seeded, shuffle } from './random.ts';
import { AS_OF, REAL } from './world.ts';

/** How long a call of the installed command takes, from the start of its process to the end. */
export interface StartUp {
  does: string;
  /** Median milliseconds. */
  ms: number;
  /** Median over the rounds of the milliseconds beyond those of Node alone in the same round. */
  beyond: number;
  /** Median over the rounds of the time divided by that of Node alone in the same round. */
  ratio: number;
}

interface Call {
  does: string;
  args: readonly string[];
}

const NODE: Call = { does: 'Node alone (`node -e 0`)', args: ['-e', '0'] };

/**
 * Packs Jurismap, installs the package in an empty folder and calls it, one process at a time and in another order every
 * round, beside a Node that does nothing.
 *
 * @param root the repository
 * @param count how many rounds
 * @returns Node alone first
 */
export async function measureStartUps(root: string, count: number): Promise<StartUp[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'jurismap-bench-'));
  try {
    const installed = await installPackage(root, scratch);
    const calls = [NODE, ...callsOf(installed, join(root, 'examples', 'bank-credit-scorer.yaml'))];
    const random = seeded(1);
    // The first call of each leaves its compiled code for the others.
    for (const call of calls) await timeOf(call, installed);
    const rounds: Map<Call, number>[] = [];
    for (let round = 0; round < count; round++) {
      const times = new Map<Call, number>();
      for (const call of shuffle(random, calls)) times.set(call, await timeOf(call, installed));
      rounds.push(times);
    }
    return calls.map((call) => startUpOf(call, rounds));
  } finally {
    await rm(scratch, { recursive: true });
  }
}

function callsOf({ command }: InstalledPackage, profile: string): Call[] {
  const check = ['check', profile, '--as-of', AS_OF];
  return [
    { does: '`jurismap --version`', args: [command, '--version'] },
    { does: '`jurismap check --help`', args: [command, 'check', '--help'] },
    { does: 'a call with an unknown option', args: [command, 'check', profile, '--unknown'] },
    {
      does: `\`jurismap check\` of one profile under \`${REAL}\``,
      args: [command, ...check, '--packs', REAL],
    },
    { does: '`jurismap check` of one profile under all packs', args: [command, ...check] },
  ];
}

function startUpOf(call: Call, rounds: readonly Map<Call, number>[]): StartUp {
  const own = rounds.map((times) => times.get(call) ?? 0);
  const node = rounds.map((times) => times.get(NODE) ?? 0);
  return {
    does: call.does,
    ms: median(own),
    beyond: median(own.map((ms, round) => ms - (node[round] ?? 0))),
    ratio: median(own.map((ms, round) => ms / (node[round] ?? 0))),
  };
}

async function timeOf({ args }: Call, { folder, env }: InstalledPackage): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, args, { cwd: folder, env, stdio: 'ignore' }), 'close');
  return performance.now() - started;
}
