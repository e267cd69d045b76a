import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Atom } from '../engine/lanes/atom.ts';
import type { CompiledPack } from '../engine/lanes/compiled-pack.ts';

// node load-once.ts FOLDER: a process that begins with nothing, reads every graph in a folder and evaluates one system.

const [, , folder = ''] = process.argv;
const { fromBytes } = await import('../engine/lanes/bytes.ts');
const { Evaluator } = await import('../engine/lanes/evaluator.ts');
const { Inputs } = await import('../engine/lanes/inputs.ts');
const known = { facts: { markets: ['DE'] }, atMost: {} };

const started = performance.now();
const packs = loadAll();
const loaded = performance.now();
evaluate(ready(packs));
const first = performance.now();
packs.length = 0;
// What is on the heap is measured when they are loaded again, for then the code is there already.
const before = heapUsed();
const evaluators = ready(loadAll());
const heap = heapUsed() - before;
console.log(
  JSON.stringify({ load: loaded - started, first: first - started, heap, holding: evaluate(evaluators) }),
);

function loadAll(): CompiledPack[] {
  const shared = new Map<string, Atom>();
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graph'))
    .map((name) => fromBytes(readFileSync(join(folder, name)), shared));
}

function ready(packs: readonly CompiledPack[]) {
  const inputs = new Inputs(packs);
  return packs.map((pack) => new Evaluator(pack, inputs));
}

function evaluate(evaluators: ReturnType<typeof ready>): number {
  let holding = 0;
  for (const evaluator of evaluators) {
    evaluator.enter(known, '2026-11-24', 1);
    evaluator.run(1);
    for (const literal of evaluator.compiled.rules) if (evaluator.truth(literal, 0) === true) holding++;
  }
  return holding;
}

function heapUsed(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
