import { compiledOf } from '../engine/lanes/compile.ts';
import { ExactEvaluator } from '../engine/lanes/exact.ts';
import { knownFrom } from '../engine/measure.ts';
import type { Pack } from '../engine/pack.ts';
import type { Rules } from '../engine/rules.ts';
import { standingUnder } from '../engine/standing.ts';
import { randomProfiles } from './profiles.ts';
import { AS_OF, SEED } from './world.ts';

/** How exact the evaluators are about what is unknown, over all packs. */
export interface Exactness {
  unknown: number;
  results: number;
  /** What three-valued logic leaves open, what lanes leave open or to the reference, and what the reference leaves open. */
  threeValued: number;
  lanes: number;
  unclear: number;
  reference: number;
}

const PROFILES = 8;

/**
 * Counts the results that are left open for random systems.
 *
 * @throws when lanes and the reference disagree about one
 */
export function measureExactness(rules: Rules, shares: readonly number[]): Exactness[] {
  return shares.map((unknown) => {
    const all = rules.packs.map((pack) => exactnessUnder(pack, rules, unknown));
    const sum = (of: keyof Exactness): number => all.reduce((total, one) => total + one[of], 0);
    return {
      unknown,
      results: sum('results'),
      threeValued: sum('threeValued'),
      lanes: sum('lanes'),
      unclear: sum('unclear'),
      reference: sum('reference'),
    };
  });
}

function exactnessUnder(pack: Pack, { catalogue }: Rules, unknown: number): Exactness {
  const evaluator = new ExactEvaluator(compiledOf(pack, catalogue));
  const found: Exactness = { unknown, results: 0, threeValued: 0, lanes: 0, unclear: 0, reference: 0 };
  for (const profile of randomProfiles(catalogue, pack, { count: PROFILES, unknown, seed: SEED })) {
    const known = knownFrom(pack, profile);
    const quick = evaluator.quickStates(known, AS_OF);
    const states = evaluator.states(known, AS_OF);
    const { settled, open } = standingUnder(profile, pack, catalogue, AS_OF);
    const left = open.reduce((total, { severities }) => total + severities.length, 0);
    const [ofLanes, unclear] = ['open', 'unclear'].map((is) => states.filter((one) => one === is).length);
    if (ofLanes === undefined || unclear === undefined || ofLanes > left || ofLanes + unclear < left)
      throw new Error(`${pack.id}: ${ofLanes} and ${unclear} are left open, and by the reference ${left}`);
    found.results += settled.length + left;
    found.threeValued += quick.filter((one) => one === 'open' || one === 'unclear').length;
    found.lanes += ofLanes;
    found.unclear += unclear;
    found.reference += left;
  }
  return found;
}
