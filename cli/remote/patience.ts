import { setTimeout as sleep } from 'node:timers/promises';
import { UnansweredError } from './unanswered-error.ts';

/** How long somebody who does not answer is asked again. */
export interface Patience {
  /** ms, all pauses and attempts of one call together. */
  limit: number;
  /** Told before each pause. */
  tell(line: string): void;
  clock: Clock;
}

interface Clock {
  /** ms since any moment. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
  /** From 0 to 1. */
  random(): number;
}

export const CLOCK: Clock = { now: () => performance.now(), sleep, random: Math.random };

/** What came of one attempt: something, or why it is worth another. */
export type Tried<T> = { done: T } | { again: string; notBefore?: number | undefined };

/** ms: the longest first pause, and the longest of all. */
const FIRST = 500;
const LONGEST = 15_000;

/**
 * Tries until something comes of it, with pauses that grow and differ, so that many who wait do not come back together.
 *
 * @param who is asked, for messages
 * @param attempt must be safe to do again; `notBefore` is the pause the other side asks for, in ms
 * @throws UnansweredError when patience ends
 */
export async function patiently<T>(
  who: string,
  { limit, tell, clock }: Patience,
  attempt: () => Promise<Tried<T>>,
): Promise<T> {
  const start = clock.now();
  for (let count = 1; ; count++) {
    const tried = await attempt();
    if ('done' in tried) return tried.done;
    const pause = Math.max(tried.notBefore ?? 0, growing(count, clock));
    const spent = clock.now() - start;
    if (spent + pause > limit) {
      throw new UnansweredError(
        `${who} ${tried.again}`,
        `asked ${count === 1 ? 'once' : `${count} times in ${seconds(spent)}`}; --retry-for says how long to try`,
      );
    }
    tell(`${who} ${tried.again}; asking again in ${seconds(pause)}`);
    await clock.sleep(pause);
  }
}

/** From half of a pause to the whole of it. */
function growing(count: number, clock: Clock): number {
  return Math.min(LONGEST, FIRST * 2 ** (count - 1)) * (0.5 + clock.random() / 2);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
