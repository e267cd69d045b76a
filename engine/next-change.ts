import { type Day, nextDay } from './day.ts';
import { domainOf } from './domain.ts';
import { type Catalogue, NEVER } from './facts.ts';
import type { Pack } from './pack.ts';
import type { Profile } from './profile.ts';
import { Reading } from './reading.ts';
import { resultOf } from './result.ts';
import { judge, type Subject, subjectsOf } from './subject.ts';

/**
 * The first later day on which some finding differs from today's with nothing else changing.
 *
 * @param reading the facts, read for `asOf`
 */
export function nextChange(reading: Reading, profile: Profile, catalogue: Catalogue, asOf: Day): Day | null {
  const { pack, facts } = reading;
  const today = subjectsOf(pack).map((subject) => ({
    subject,
    state: stateOf(reading, profile, subject, asOf),
  }));
  const differs = (then: Reading, day: Day) => (known: (typeof today)[number]) =>
    stateOf(then, profile, known.subject, day) !== known.state;
  // A reading serves any day, except for rules that an unknown date opens.
  const isDated = ({ subject }: (typeof today)[number]): boolean =>
    subject.rule.windows.some(({ from }) => typeof from !== 'string' && !Object.hasOwn(facts, from.fact));
  const dated = today.filter(isDated);
  const fixed = today.filter((known) => !isDated(known));
  const isDifferentOn = (day: Day): boolean =>
    fixed.some(differs(reading, day)) ||
    (dated.length > 0 && dated.some(differs(new Reading(pack, catalogue, facts, day), day)));
  return laterDays(profile, pack, asOf).find(isDifferentOn) ?? null;
}

/** What of a finding can change with the day. */
function stateOf(reading: Reading, profile: Profile, subject: Subject, day: Day): string {
  const { diagram, poles, declared } = judge(reading, profile, subject, day);
  const constant = reading.diagrams.constant(diagram);
  if (constant === undefined) {
    return `${reading.factsBehind(diagram)} ${reading.diagrams.leaves(diagram).sort()}`;
  }
  return resultOf(constant).outcome === poles.inactive
    ? constant
    : `${constant} ${poles.active} ${declared?.reason}`;
}

/** Every later day on which something could change by itself: a window's edge, a stated date, an expiry. */
function laterDays(profile: Profile, pack: Pack, asOf: Day): Day[] {
  const domain = domainOf(pack);
  const stated = [...domain.opening.keys()].flatMap((fact) => {
    const value = Object.hasOwn(profile.facts, fact) ? profile.facts[fact] : undefined;
    return typeof value === 'string' && value !== NEVER ? [value] : [];
  });
  const lastDays = [...Object.values(profile.evidence), ...profile.waivers].flatMap(
    ({ expires }) => expires ?? [],
  );
  const days = [...domain.edges, ...stated, ...lastDays.map(nextDay)];
  return [...new Set(days)].filter((day) => day > asOf).sort();
}
