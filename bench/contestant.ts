import * as z from 'zod';
import { loadBuiltRules } from '../cli/built-rules.ts';
import { CONTESTANTS, type Contestant, type Item, PACK, PROFILES, SEED } from './contestants.ts';
import { randomProfiles } from './profiles.ts';
import { type Request, RequestSchema } from './protocol.ts';

// node contestant.ts NAME: one contestant in a process of its own, which does what its parent asks.

const contestant = CONTESTANTS.find(({ name }) => name === process.argv[2]);
if (!contestant) throw new Error(`there is no contestant "${process.argv[2]}"`);
const work = await prepared(contestant);
let next = 0;

process.on('message', async (message) => {
  process.send?.(await answer(RequestSchema.parse(message)));
});

async function prepared({ prepare, unknown }: Contestant) {
  const { catalogue, packs } = await loadBuiltRules();
  const pack = packs.find(({ id }) => id === PACK);
  if (!pack) throw new Error(`there is no pack "${PACK}"`);
  const items = randomProfiles(catalogue, pack, { count: PROFILES, unknown, seed: SEED }).map((profile) => {
    const text = JSON.stringify(profile);
    return { text, profile: JSON.parse(text) } satisfies Item;
  });
  return { items, run: prepare(pack, catalogue) };
}

async function answer(request: Request): Promise<unknown> {
  switch (request.ask) {
    case 'outcomes':
      return outcomes();
    case 'turn':
      return turn(request.ms);
  }
}

const HoldsSchema = z.array(z.boolean().optional());

async function outcomes(): Promise<string[]> {
  const signs: string[] = [];
  for (const item of work.items) {
    const holds = HoldsSchema.parse(await work.run(item));
    signs.push(holds.map((one) => (one === undefined ? '?' : Number(one))).join(''));
  }
  return signs;
}

/** Goes on through the profiles from where the turn before stopped. */
async function turn(ms: number): Promise<number> {
  const started = performance.now();
  let count = 0;
  let now = started;
  while (now - started < ms) {
    const item = work.items[next++ % work.items.length];
    const result = item && work.run(item);
    // Awaiting what is no promise would cost the quick ones a turn of the event loop.
    if (result instanceof Promise) await result;
    count++;
    now = performance.now();
  }
  return (1000 * (now - started)) / count;
}
