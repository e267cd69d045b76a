import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledPack } from '../engine/lanes/compiled-pack.ts';

// node load-once.ts FOLDER: a process that begins with nothing, reads every graph in a folder and evaluates one system.

const [, , folder = ''] = process.argv;
const { fromBytes } = await import('../engine/lanes/bytes.ts');
const { Evaluator } = await import('../engine/lanes/evaluator.ts');
const { Inputs } = await import('../engine/lanes/inputs.ts');
const known = { facts: { markets: ['DE'] }, atMost: {} };

const started = performance.now();
const packs: CompiledPack[] = readdirSync(folder)
  .filter((name) => name.endsWith('.graph'))
  .map((name) => fromBytes(readFileSync(join(folder, name))));
const loaded = performance.now();
const inputs = new Inputs(packs);
let holding = 0;
for (const evaluator of packs.map((pack) => new Evaluator(pack, inputs))) {
  evaluator.enter(known, '2026-11-24', 1);
  evaluator.run(1);
  for (const literal of evaluator.compiled.rules) if (evaluator.truth(literal, 0) === true) holding++;
}
console.log(JSON.stringify({ load: loaded - started, first: performance.now() - started, holding }));
