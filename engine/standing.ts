import type { Day } from './day.ts';
import type { Diagram, Variable } from './diagram.ts';
import type { Catalogue } from './facts.ts';
import { knownFrom } from './measure.ts';
import type { Pack, Severity } from './pack.ts';
import type { Profile } from './profile.ts';
import { Reading } from './reading.ts';
import { type Result, resultOf } from './result.ts';
import { judge, type Subject, subjectsOf } from './subject.ts';

/** How a system stands under one pack: what is settled, and what still depends on unknown facts. */
export interface Standing {
  pack: Pack;
  /** Whether the instrument reaches the system; undefined while that is open. */
  reaches: boolean | undefined;
  settled: readonly Settled[];
  open: readonly Open[];
}

export interface Settled extends Subject {
  result: Result;
}

/** Equal undetermined results of one pack. */
export interface Open {
  reading: Reading;
  diagram: Diagram;
  /** What the results depend on. */
  variables: readonly Variable[];
  facts: ReadonlySet<string>;
  /** How grave each of the findings is that come to this. */
  severities: readonly Severity[];
}

/**
 * Reads a profile through a pack. Cheaper than an evaluation: it gives no grounds and looks at no later day.
 *
 * @param asOf the day to evaluate
 */
export function standingUnder(profile: Profile, pack: Pack, catalogue: Catalogue, asOf: Day): Standing {
  const reading = new Reading(pack, catalogue, knownFrom(pack, profile), asOf);
  const settled: Settled[] = [];
  const open = new Map<Diagram, Severity[]>();
  for (const subject of subjectsOf(pack)) {
    const { diagram } = judge(reading, profile, subject, asOf);
    const constant = reading.diagrams.constant(diagram);
    if (constant !== undefined) settled.push({ ...subject, result: resultOf(constant) });
    else open.set(diagram, [...(open.get(diagram) ?? []), subject.rule.severity]);
  }
  return {
    pack,
    reaches: reading.truth(reading.scope()),
    settled,
    open: [...open].map(([diagram, severities]) => openResult(reading, diagram, severities)),
  };
}

function openResult(reading: Reading, diagram: Diagram, severities: readonly Severity[]): Open {
  const support = reading.diagrams.support(diagram);
  const variables = reading.diagrams.variables.filter((_, index) => support.has(index));
  return { reading, diagram, variables, facts: new Set(variables.map(({ fact }) => fact)), severities };
}
