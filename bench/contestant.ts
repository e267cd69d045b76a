import { packFacts } from '../engine/lanes/vector.ts';
import { CONTESTANTS, type Contestant, type Item, profileOf, type Truth } from './contestants.ts';
import { type Request, RequestSchema } from './protocol.ts';
import { PROFILES, worldNamed } from './world.ts';

// node contestant.ts NAME WORLD: one contestant in a process of its own, which does what its parent asks.

const [, , name, world = ''] = process.argv;
const contestant = CONTESTANTS.find((one) => one.name === name);
if (!contestant) throw new Error(`there is no contestant "${name}"`);
const { items, work } = await prepared(contestant);
let next = 0;

process.on('message', async (message) => {
  process.send?.(await answer(RequestSchema.parse(message)));
});

async function prepared({ prepare, unknown }: Contestant) {
  const here = await worldNamed(world);
  const items = here.systems(PROFILES, unknown).map((facts): Item => {
    const text = JSON.stringify(profileOf(facts));
    return { text, facts: JSON.parse(text).facts, vector: packFacts(facts, here.catalogue) };
  });
  return { items, work: prepare(here) };
}

async function answer(request: Request): Promise<unknown> {
  switch (request.ask) {
    case 'outcomes':
      return (await work.outcomes?.(items))?.map(signsOf) ?? null;
    case 'turn':
      return turn(contestant?.systems ?? 1, request.ms);
  }
}

function signsOf(truths: readonly Truth[]): string {
  return truths.map((one) => (one === undefined ? '?' : one === null ? '-' : Number(one))).join('');
}

/** Goes on through the systems from where the turn before stopped. */
async function turn(systems: number, ms: number): Promise<number> {
  const started = performance.now();
  let count = 0;
  let now = started;
  while (now - started < ms) {
    const at = next % items.length;
    next += systems;
    const result = work.run(items.slice(at, at + systems));
    // Awaiting what is no promise would cost the quick ones a turn of the event loop.
    if (result instanceof Promise) await result;
    count += systems;
    now = performance.now();
  }
  return (1000 * (now - started)) / count;
}
