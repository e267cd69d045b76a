import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';
import { CONTESTANTS, type Contestant, PROFILES, SEED } from './contestants.ts';
import { median } from './median.ts';
import { OutcomesSchema, type Request, TurnSchema } from './protocol.ts';
import { seeded, shuffle } from './random.ts';

const ROUNDS = 15;
/** Milliseconds of work in a turn. */
const TURN = 150;

/** What a contestant came to. */
export interface Measured {
  contestant: Contestant;
  /** Median microseconds for a profile. */
  micros: number;
  /** Median over the rounds of its time divided by the first contestant's in the same round. */
  ratio: number;
}

/** The result of the comparison. */
export interface Comparison {
  measured: Measured[];
  /** Rules that were compared, for every profile. */
  rules: number;
  /** Share of the outcomes of complete profiles that are true. */
  holding: number;
  rounds: number;
}

/**
 * Compares the contestants: each in a process of its own, one working at a time, in another order every round.
 *
 * @throws when two of them disagree about any rule for any profile; no time is taken before that is settled
 */
export async function compareEvaluators(): Promise<Comparison> {
  const processes = CONTESTANTS.map((contestant) => ({ contestant, process: start(contestant) }));
  try {
    const agreed = await checkAgreement(processes);
    for (const { contestant, process } of processes) await takeTurn(process, contestant.warmUp);
    const random = seeded(SEED);
    const times = new Map(CONTESTANTS.map(({ name }) => [name, [] as number[]]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const { contestant, process } of shuffle(random, processes)) {
        times.get(contestant.name)?.push(await takeTurn(process, TURN));
      }
    }
    const timesOf = (contestant: Contestant | undefined): number[] => times.get(contestant?.name ?? '') ?? [];
    const first = timesOf(CONTESTANTS[0]);
    const measured = CONTESTANTS.map((contestant) => ({
      contestant,
      micros: median(timesOf(contestant)),
      ratio: median(timesOf(contestant).map((time, round) => time / (first[round] ?? 0))),
    }));
    return { measured, ...agreed, rounds: ROUNDS };
  } finally {
    for (const { process } of processes) process.kill();
  }
}

interface Running {
  contestant: Contestant;
  process: ChildProcess;
}

function start({ name }: Contestant): ChildProcess {
  return fork(join(import.meta.dirname, 'contestant.ts'), [name]);
}

/** An outcome that a partial profile leaves open agrees with any; all others must be the same. */
async function checkAgreement(processes: readonly Running[]): Promise<Pick<Comparison, 'rules' | 'holding'>> {
  let expected: string[] | undefined;
  for (const { contestant, process } of processes.filter(({ contestant }) => contestant.compares)) {
    const outcomes = OutcomesSchema.parse(await ask(process, { ask: 'outcomes' }));
    expected ??= outcomes;
    for (const [i, signs] of outcomes.entries()) {
      const at = [...signs].findIndex((sign, rule) => sign !== expected?.[i]?.[rule] && sign !== '?');
      if (at >= 0 || signs.length !== expected[i]?.length) {
        throw new Error(`${contestant.name} disagrees about rule ${at} for profile ${i}`);
      }
    }
  }
  const all = (expected ?? []).join('');
  if (all.includes('?')) throw new Error('a complete profile leaves a rule open');
  const holding = [...all].filter((sign) => sign === '1').length / all.length;
  return { rules: all.length / PROFILES, holding };
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
