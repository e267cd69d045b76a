import { stated } from '../engine/known.ts';
import { compile } from '../engine/lanes/compile.ts';
import { Evaluator, LANES } from '../engine/lanes/evaluator.ts';
import { Inputs } from '../engine/lanes/inputs.ts';
import { packFacts, unpackFacts } from '../engine/lanes/vector.ts';
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
  readonly #vectors: readonly Uint8Array[];

  constructor(world: Synthetic) {
    this.#world = world;
    const compiled = world.packs.map((pack) => compile(pack, world.catalogue));
    this.#inputs = new Inputs(compiled);
    this.#evaluators = compiled.map((pack) => new Evaluator(pack, this.#inputs));
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
      const some = Array.from({ length: count }, (_, lane) => this.#known(first + lane));
      this.#inputs.clear();
      for (const evaluator of this.#evaluators) {
        for (const [lane, known] of some.entries()) evaluator.enter(known, AS_OF, 1 << lane);
        evaluator.run(count);
      }
      if (first % (LANES * 512) === 0) most = Math.max(most, process.memoryUsage().rss);
    }
    return {
      systems,
      rules: this.#world.packs.reduce((sum, pack) => sum + pack.rules.length, 0),
      seconds: (performance.now() - started) / 1000,
      megabytes: (most - before) / 2 ** 20,
    };
  }

  #known(i: number) {
    return stated(unpackFacts(this.#vectors[i % DIFFERENT] as Uint8Array, this.#world.catalogue));
  }
}
