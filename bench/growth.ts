import { compile } from '../engine/lanes/compile.ts';
import { Evaluator, LANES } from '../engine/lanes/evaluator.ts';
import { Inputs } from '../engine/lanes/inputs.ts';
import { packFacts } from '../engine/lanes/vector.ts';
import { VectorReader } from '../engine/lanes/vector-reader.ts';
import { seeded } from './random.ts';
import { type Synthetic, syntheticFacts, syntheticRules } from './synthetic.ts';
import { AS_OF, SEED } from './world.ts';

/** How time and memory grow. */
export interface Growth {
  systems: number;
  rules: number;
  seconds: number;
  /** Megabytes of the process at the most, beyond what it took before. */
  megabytes: number;
}

/** Vectors that stand for all: a fleet is read page by page and never held. */
const DIFFERENT = 2048;

/** Evaluates fleets of growing size under one set of rules, from packed vectors. */
export function growthOfSystems(rules: number, fleets: readonly number[]): Growth[] {
  const fleet = new Fleet(syntheticRules(rules, SEED));
  fleet.evaluate(20_000);
  return fleets.map((systems) => fleet.evaluate(systems));
}

/** Evaluates a fleet under growing sets of rules. */
export function growthOfRules(sizes: readonly number[], systems: number): Growth[] {
  return sizes.map((rules) => {
    const fleet = new Fleet(syntheticRules(rules, SEED));
    fleet.evaluate(systems / 4);
    return fleet.evaluate(systems);
  });
}

class Fleet {
  readonly #world: Synthetic;
  readonly #evaluators: readonly Evaluator[];
  readonly #inputs: Inputs;
  readonly #reader: VectorReader;
  readonly #vectors: readonly Uint8Array[];

  constructor(world: Synthetic) {
    this.#world = world;
    const compiled = world.packs.map((pack) => compile(pack, world.catalogue));
    this.#inputs = new Inputs(compiled);
    this.#evaluators = compiled.map((pack) => new Evaluator(pack, this.#inputs));
    this.#reader = new VectorReader(this.#inputs, world.catalogue);
    const random = seeded(SEED + 2);
    this.#vectors = Array.from({ length: DIFFERENT }, () =>
      packFacts(syntheticFacts(world, 0.2, random), world.catalogue),
    );
  }

  evaluate(systems: number): Growth {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    const started = performance.now();
    for (let first = 0; first < systems; first += LANES) {
      const count = Math.min(LANES, systems - first);
      this.#inputs.clear();
      const start = first % DIFFERENT;
      this.#reader.enter(this.#vectors.slice(start, start + count), AS_OF);
      for (const evaluator of this.#evaluators) evaluator.run(count);
      if (first % (LANES * 512) === 0) most = Math.max(most, process.memoryUsage().rss);
    }
    return {
      systems,
      rules: this.#world.packs.reduce((sum, pack) => sum + pack.rules.length, 0),
      seconds: (performance.now() - started) / 1000,
      megabytes: (most - before) / 2 ** 20,
    };
  }
}
