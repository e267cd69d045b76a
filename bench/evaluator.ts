import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';
import { CONTESTANTS, type Contestant } from './contestants.ts';
import { median } from './median.ts';
import { OutcomesSchema, type Request, TurnSchema } from './protocol.ts';
import { seeded, shuffle } from './random.ts';
import { PROFILES, SEED } from './world.ts';

/** How long is measured. */
export interface Effort {
  rounds: number;
  /** Milliseconds of work in a turn. */
  turn: number;
  /** Milliseconds a contestant is warmed up at most. */
  warmUp: number;
}

/** What a contestant came to. */
export interface Measured {
  contestant: Contestant;
  /** Median microseconds for a system. */
  micros: number;
  /** Median over the rounds of its time divided by the first contestant's in the same round. */
  ratio: number;
}

/** The result of the comparison in one world. */
export interface Comparison {
  world: string;
  measured: Measured[];
  /** Rules that were compared, for every system. */
  rules: number;
  /** Share of the outcomes of complete profiles that are true. */
  holding: number;
  /** How many outcomes were held against the first contestant's. All were equal, or there is no result. */
  compared: number;
  /** How many times longer one takes than another: the median of the rounds. */
  ratioOf(name: string, to: string): number;
}

/**
 * Compares the contestants: each in a process of its own, one working at a time, in another order every round.
 *
 * @throws when two of them disagree about any rule for any system; no time is taken before that is settled
 */
export async function compareEvaluators(world: string, effort: Effort): Promise<Comparison> {
  const processes = CONTESTANTS.filter(({ suits }) => suits(world)).map((contestant) => ({
    contestant,
    process: fork(join(import.meta.dirname, 'contestant.ts'), [contestant.name, world]),
  }));
  try {
    const agreed = await checkAgreement(processes);
    for (const { contestant, process } of processes)
      await takeTurn(process, Math.min(contestant.warmUp, effort.warmUp));
    const times = await takeRounds(processes, effort);
    const ratioOf = (name: string, to: string): number => {
      const [own = [], others = []] = [times.get(name), times.get(to)];
      return median(own.map((time, round) => time / (others[round] ?? 0)));
    };
    const [first = ''] = times.keys();
    const measured = processes.map(({ contestant }) => ({
      contestant,
      micros: median(times.get(contestant.name) ?? []),
      ratio: ratioOf(contestant.name, first),
    }));
    return { world, measured, ...agreed, ratioOf };
  } finally {
    for (const { process } of processes) process.kill();
  }
}

interface Running {
  contestant: Contestant;
  process: ChildProcess;
}

async function takeRounds(processes: readonly Running[], { rounds, turn }: Effort) {
  const random = seeded(SEED);
  const times = new Map(processes.map(({ contestant }) => [contestant.name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const { contestant, process } of shuffle(random, processes)) {
      times.get(contestant.name)?.push(await takeTurn(process, turn));
    }
  }
  return times;
}

/**
 * Holds outcomes against those of the first contestant: everything that somebody says of a complete profile has to be equal,
 * and what is said of a partial one has to be equal to what is said of the complete one it was made from. Rules that were
 * not looked at say nothing, nor does what is left open.
 */
async function checkAgreement(processes: readonly Running[]) {
  let expected: string[] | undefined;
  let compared = 0;
  for (const { contestant, process } of processes) {
    const outcomes = OutcomesSchema.parse(await ask(process, { ask: 'outcomes' }));
    if (outcomes === null) continue;
    expected ??= outcomes;
    for (const [i, signs] of outcomes.entries()) {
      const says = [...signs].map((sign) => sign === '0' || sign === '1');
      const at = [...signs].findIndex((sign, rule) => says[rule] && sign !== expected?.[i]?.[rule]);
      const isOpen = contestant.unknown === 0 && signs.includes('?');
      if (at >= 0 || isOpen || signs.length !== expected[i]?.length) {
        throw new Error(`${contestant.name} disagrees about rule ${at} for system ${i}`);
      }
      compared += says.filter(Boolean).length;
    }
  }
  const all = (expected ?? []).join('');
  const holding = [...all].filter((sign) => sign === '1').length / all.length;
  return { rules: all.length / PROFILES, holding, compared };
}

async function takeTurn(process: ChildProcess, ms: number): Promise<number> {
  return TurnSchema.parse(await ask(process, { ask: 'turn', ms }));
}

const MessageSchema = z.tuple([z.unknown()]).rest(z.unknown());

async function ask(process: ChildProcess, request: Request): Promise<unknown> {
  const stopped = new AbortController();
  const died = once(process, 'exit', { signal: stopped.signal }).then(([code]) => {
    throw new Error(`a contestant stopped with ${code}`);
  });
  try {
    process.send(request);
    const [answer] = MessageSchema.parse(await Promise.race([once(process, 'message'), died]));
    return answer;
  } finally {
    stopped.abort();
    died.catch(() => {});
  }
}
