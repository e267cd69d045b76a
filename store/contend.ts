import { setTimeout as pause } from 'node:timers/promises';
import { StaleError } from './errors.ts';

/** How often a writer that loses to others tries. */
const ATTEMPTS = 10;
/** The longest pause after the first time, which doubles each time, and the longest of all, in ms. */
const PAUSE = 25;
const LONGEST_PAUSE = 2_000;

/**
 * Tries again what lost to another writer.
 *
 * @param attempt reads, writes and moves the head; undefined when another writer was quicker
 * @param lost what to say when others are quicker every time
 * @throws StaleError
 */
export async function contend<T>(attempt: () => Promise<T | undefined>, lost: string): Promise<T> {
  for (let count = 1; ; count++) {
    const done = await attempt();
    if (done !== undefined) return done;
    if (count === ATTEMPTS) throw new StaleError(lost);
    // A pause of any length up to the longest, so that those who lost together do not meet again.
    await pause(Math.random() * Math.min(LONGEST_PAUSE, PAUSE * 2 ** (count - 1)));
  }
}
