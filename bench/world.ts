import { loadBuiltRules } from '../cli/built-rules.ts';
import type { Catalogue, Facts } from '../engine/facts.ts';
import type { Pack } from '../engine/pack.ts';
import { randomProfiles } from './profiles.ts';
import { seeded } from './random.ts';
import { syntheticFacts, syntheticRules } from './synthetic.ts';

/** The day everything is evaluated on, how many systems there are, and what the lot begins with. */
export const AS_OF = '2026-11-24';
export const PROFILES = 256;
export const SEED = 20_261_124;

/** Rules and systems to measure with. */
export interface World {
  catalogue: Catalogue;
  packs: readonly Pack[];
  /** What is known of so many systems. */
  systems(count: number, unknown: number): Facts[];
  /** The numbers of the packs that can reach a system, by where it is; null where that is not told apart. */
  candidates: ((facts: Facts) => number[]) | null;
}

/** The pack of the real world that the engines are compared on: the largest. */
export const REAL = 'eu-ai-act';

/** @param name `eu-ai-act`, or a number of synthetic rules */
export async function worldNamed(name: string): Promise<World> {
  return name === REAL ? realWorld() : syntheticWorld(Number(name));
}

async function realWorld(): Promise<World> {
  const { catalogue, packs } = await loadBuiltRules();
  const pack = packs.find(({ id }) => id === REAL);
  if (!pack) throw new Error(`there is no pack "${REAL}"`);
  return {
    catalogue,
    packs: [pack],
    systems: (count, unknown) =>
      randomProfiles(catalogue, pack, { count, unknown, seed: SEED }).map(({ facts }) => facts),
    candidates: null,
  };
}

function syntheticWorld(rules: number): World {
  const synthetic = syntheticRules(rules, SEED);
  const { catalogue, packs, packsFor } = synthetic;
  return {
    catalogue,
    packs,
    systems: (count, unknown) => {
      const random = seeded(SEED + 1);
      return Array.from({ length: count }, () => syntheticFacts(synthetic, unknown, random));
    },
    candidates: ({ markets }) =>
      Array.isArray(markets) ? markets.flatMap(packsFor) : packs.map((_, i) => i),
  };
}
