import { type Day, nextDay, previousDay } from './day.ts';
import { domainOf } from './domain.ts';
import { NEVER } from './facts.ts';
import { measuredDays } from './measured.ts';
import type { Pack, Rule, Window } from './pack.ts';
import type { Profile } from './profile.ts';
import type { Reading } from './reading.ts';
import { appliesDiagram, resultOf } from './result.ts';
import { judge, type Subject, subjectsOf } from './subject.ts';
import { notEnforced } from './windows.ts';

/** Of each rule the later days on which its result could change by itself, the earliest first. */
export type LaterDays = ReadonlyMap<Rule, readonly Day[]>;

/**
 * The first later day on which some finding differs from today's with nothing else changing.
 *
 * @param reading the facts, read for `asOf` and all later days
 */
export function nextChange(reading: Reading, profile: Profile, asOf: Day, later: LaterDays): Day | null {
  let next: Day | null = null;
  for (const subject of subjectsOf(reading.pack)) {
    const latest: Day | null = next;
    const days: readonly Day[] = (later.get(subject.rule) ?? []).filter(
      (day) => latest === null || day < latest,
    );
    if (days.length === 0) continue;
    // What does not apply on any day is not looked at day by day: most rules of most systems.
    if (appliesDiagram(reading, subject.rule, subject.role) === reading.diagrams.no) continue;
    const today = stateOf(reading, profile, subject, asOf);
    next = days.find((day) => stateOf(reading, profile, subject, day) !== today) ?? next;
  }
  return next;
}

/** The later days on which something could change by itself. */
export function laterDays(profile: Profile, pack: Pack, asOf: Day): LaterDays {
  const edges = new Map(pack.rules.map(({ windows }) => [windows, [] as Day[]]));
  for (const [windows, days] of edges) days.push(...edgesOf(windows, profile, pack));
  return new Map(
    pack.rules.map((rule) => {
      const days = [...(edges.get(rule.windows) ?? []), ...declaredDays(rule, profile, pack)];
      return [rule, [...new Set(days)].filter((day) => day > asOf).sort()];
    }),
  );
}

/** All of them, the earliest first. */
export function everyDay(later: LaterDays): Day[] {
  return [...new Set([...later.values()].flat())].sort();
}

/** The days on which windows open and close, and what a date that opens one can come to. */
function edgesOf(windows: readonly Window[], profile: Profile, pack: Pack): Day[] {
  return windows.flatMap(({ from, until }) => [
    ...(typeof from === 'string' ? [from] : [from.notBefore, ...turningDays(from.fact, profile, pack)]),
    ...(until === undefined ? [] : [until]),
  ]);
}

/** The days on which evidence and waivers for a duty have expired, and on which a measurement gets too old. */
function declaredDays(rule: Rule, profile: Profile, pack: Pack): Day[] {
  if (rule.kind !== 'duty') return [];
  return [...lastDaysOf(rule, profile, pack).map(nextDay), ...measuredDays(rule.measured, profile)];
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
  const days = domainOf(pack).days.get(fact) ?? [];
  const turning = turningOf.get(days) ?? days.flatMap((day) => [previousDay(day), day]);
  turningOf.set(days, turning);
  return turning;
}

/** Of the days a pack tells apart, with the days before them. */
const turningOf = new WeakMap<readonly Day[], Day[]>();

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
