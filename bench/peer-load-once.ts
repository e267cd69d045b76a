import { jsonLogic } from './peers/json-logic.ts';
import { seeded } from './random.ts';
import { syntheticFacts, syntheticRules } from './synthetic.ts';
import { SEED } from './world.ts';

// node peer-load-once.ts RULES: a process that makes so many rules ready in json-logic-engine and evaluates one system.

const world = syntheticRules(Number(process.argv[2]), SEED);
const facts = syntheticFacts(world, 0, seeded(SEED));
const started = performance.now();
let holding = 0;
for (const run of world.packs.map((pack) => jsonLogic(pack, world.catalogue)))
  for (const holds of run(facts)) if (holds) holding++;
console.log(JSON.stringify({ load: 0, first: performance.now() - started, heap: 0, holding }));
