import { setTimeout as pause } from 'node:timers/promises';
import { StaleError } from './errors.ts';

/** How often a writer that loses to others tries, and the longest pause after the first time, in ms; later ones grow. */
const ATTEMPTS = 10;
const PAUSE = 25;

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
    await pause(Math.random() * PAUSE * count);
  }
}
