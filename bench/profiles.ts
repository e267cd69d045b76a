import { domainOf } from '../engine/domain.ts';
import { type Catalogue, type Fact, type Facts, type FactValue, NEVER } from '../engine/facts.ts';
import type { Pack } from '../engine/pack.ts';
import type { Profile } from '../engine/profile.ts';
import { pick, type Random, seeded } from './random.ts';

/** Places a described system may be in; none so broad that it leaves open which smaller place is meant. */
const PLACES = ['DE', 'FR', 'IE', 'GB', 'KR', 'US-CO', 'US-NY-NYC'];

/** A system has few of the options of a set. */
const MOST_MEMBERS = 3;

/**
 * Profiles of random systems, the same for the same seed.
 *
 * @param unknown the share of facts that are left out, from 0 to 1
 */
export function randomProfiles(
  catalogue: Catalogue,
  pack: Pack,
  { count, unknown, seed }: { count: number; unknown: number; seed: number },
): Profile[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => {
    // Every value is drawn, also of facts left out: profiles of one seed differ only in what they leave out.
    const values = catalogue.facts.map((fact) => [fact.id, randomValue(fact, pack, random)] as const);
    const dice = seeded(seed + i);
    const facts: Facts = Object.fromEntries(values.filter(() => dice() >= unknown));
    return {
      jurismap: 1,
      system: { id: `system-${i}`, name: `System ${i}` },
      facts,
      evidence: {},
      waivers: [],
      measurements: {},
    };
  });
}

/** Values that rules can tell apart, and values beside them. */
function randomValue(fact: Fact, pack: Pack, random: Random): FactValue {
  const { cuts, days } = domainOf(pack);
  switch (fact.type) {
    case 'boolean':
      return random() < 0.5;
    case 'enum':
      return pick(random, fact.options).id;
    case 'set': {
      const options = fact.options === 'places' ? PLACES : fact.options.map(({ id }) => id);
      const count = Math.floor(random() * (MOST_MEMBERS + 1));
      return [...new Set(Array.from({ length: count }, () => pick(random, options)))];
    }
    case 'number': {
      const beside = (cuts.get(fact.id) ?? []).flatMap(({ value }) => [value, value * 1.01]);
      return pick(random, [fact.minimum ?? 0, ...beside]);
    }
    case 'date':
      return pick(random, ['2024-05-01', '2027-12-03', NEVER, ...(days.get(fact.id) ?? [])]);
  }
}
