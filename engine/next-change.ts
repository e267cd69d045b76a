import { type Day, nextDay, previousDay } from './day.ts';
import { domainOf } from './domain.ts';
import { NEVER } from './facts.ts';
import { measuredDays } from './measured.ts';
import type { Pack, Rule } from './pack.ts';
import type { Profile } from './profile.ts';
import type { Reading } from './reading.ts';
import { resultOf } from './result.ts';
import { judge, type Subject, subjectsOf } from './subject.ts';
import { notEnforced } from './windows.ts';

/**
 * The first later day on which some finding differs from today's with nothing else changing.
 *
 * @param reading the facts, read for `asOf` and all `laterDays`
 */
export function nextChange(reading: Reading, profile: Profile, asOf: Day): Day | null {
  let next: Day | null = null;
  for (const subject of subjectsOf(reading.pack)) {
    const sooner = daysOf(subject.rule, profile, reading.pack)
      .filter((day) => day > asOf && (next === null || day < next))
      .sort();
    if (sooner.length === 0) continue;
    const today = stateOf(reading, profile, subject, asOf);
    next = sooner.find((day) => stateOf(reading, profile, subject, day) !== today) ?? next;
  }
  return next;
}

/** Every later day on which something could change by itself. */
export function laterDays(profile: Profile, pack: Pack, asOf: Day): Day[] {
  const days = pack.rules.flatMap((rule) => daysOf(rule, profile, pack));
  return [...new Set(days)].filter((day) => day > asOf).sort();
}

/** Every day on which a rule's result could change by itself: a window's edge, an expiry, a measurement that
 * gets too old, what a date can come to. */
function daysOf(rule: Rule, profile: Profile, pack: Pack): Day[] {
  const edges = rule.windows.flatMap(({ from, until }) => [
    ...(typeof from === 'string' ? [from] : [from.notBefore, ...turningDays(from.fact, profile, pack)]),
    ...(until === undefined ? [] : [until]),
  ]);
  if (rule.kind !== 'duty') return edges;
  const lastDays = lastDaysOf(rule, profile, pack).map(nextDay);
  return [...edges, ...lastDays, ...measuredDays(rule.measured, profile)];
}

/** The last days of the evidence and waivers that bear on a duty. */
function lastDaysOf(rule: Rule, { evidence, waivers }: Profile, pack: Pack): Day[] {
  const own = `${pack.id}/${rule.id}`;
  const shown = [own, ...rule.controls].flatMap(
    (key) => (Object.hasOwn(evidence, key) ? evidence[key] : []) ?? [],
  );
  const waived = waivers.filter((waiver) => waiver.rule === own);
  return [...shown, ...waived].flatMap(({ expires }) => expires ?? []);
}

/** The day a fact tells; while that is unknown, those on which "it has come" starts to mean more than before. */
function turningDays(fact: string, profile: Profile, pack: Pack): Day[] {
  const told = Object.hasOwn(profile.facts, fact) ? profile.facts[fact] : undefined;
  if (typeof told === 'string') return told === NEVER ? [] : [told];
  return (domainOf(pack).days.get(fact) ?? []).flatMap((day) => [previousDay(day), day]);
}

/** What of a finding can change with the day. */
function stateOf(reading: Reading, profile: Profile, subject: Subject, day: Day): string {
  const { diagram, poles, declared } = judge(reading, profile, subject, day);
  const constant = reading.diagrams.constant(diagram);
  if (constant === undefined) {
    const bar = notEnforced(reading, subject.rule, day);
    return `${reading.factsBehind(diagram)} ${reading.diagrams.leaves(diagram)} ${bar}`;
  }
  const { outcome } = resultOf(constant);
  if (outcome === poles.inactive) return constant;
  const bar = outcome === poles.active ? notEnforced(reading, subject.rule, day) : null;
  return `${constant} ${poles.active} ${declared?.reason} ${bar}`;
}
