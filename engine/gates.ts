import { packOfConditions } from './condition-pack.ts';
import type { Day } from './day.ts';
import type { Catalogue, Facts } from './facts.ts';
import { stated } from './known.ts';
import type { Pack } from './pack.ts';
import { Reading } from './reading.ts';

const packs = new WeakMap<Catalogue, Pack | null>();

/** The gates of a catalogue as definitions, one for each gated fact and named like it; null when no fact has a gate. */
export function packOfGates(catalogue: Catalogue): Pack | null {
  const known = packs.get(catalogue);
  if (known !== undefined) return known;
  const gates = catalogue.facts.flatMap(({ id, askWhen }) => (askWhen ? [[id, askWhen] as const] : []));
  const pack = gates.length === 0 ? null : packOfConditions(Object.fromEntries(gates), catalogue);
  packs.set(catalogue, pack);
  return pack;
}

/** What stands between a person and a question, given what is known. */
export class Gates {
  readonly #reading: Reading | null;

  constructor(catalogue: Catalogue, facts: Facts, asOf: Day) {
    const pack = packOfGates(catalogue);
    this.#reading = pack && new Reading(pack, catalogue, stated(facts), asOf);
  }

  /** The facts on which it depends whether a question is worth asking; none when that is settled. */
  factsBefore(fact: string): string[] {
    const reading = this.#reading;
    return reading?.pack.byId.has(fact) ? reading.factsBehind(reading.named(fact)) : [];
  }
}
