import type { Catalogue } from '../../engine/facts.ts';
import type { Known } from '../../engine/known.ts';
import type { State } from '../../engine/lanes/states.ts';
import type { Pack } from '../../engine/pack.ts';
import { Reading } from '../../engine/reading.ts';
import { resultDiagram, resultOf } from '../../engine/result.ts';
import { subjectsOf } from '../../engine/subject.ts';

const POLES = { active: 'applies', inactive: 'not-applicable' } as const;

/** What the reference says of every subject, in the words of the lanes. */
export function referenceStates(pack: Pack, catalogue: Catalogue, known: Known, on: string): State[] {
  const reading = new Reading(pack, catalogue, known, on);
  return subjectsOf(pack).map(({ rule, role }) => {
    const constant = reading.diagrams.constant(resultDiagram(reading, rule, role, POLES, on));
    if (constant === undefined) return 'open';
    const { outcome, appliesFrom } = resultOf(constant);
    if (outcome === 'upcoming') return appliesFrom ?? 'later';
    return outcome === 'applies' ? 'applies' : 'not';
  });
}
