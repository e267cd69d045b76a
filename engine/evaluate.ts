import { because, becauseActive, becauseException, mentioned, mentionedBy, union } from './because.ts';
import type { Day } from './day.ts';
import { nextDay } from './day.ts';
import { type Declared, declaredFor } from './declared.ts';
import { digestOf } from './digest.ts';
import { domainOf } from './domain.ts';
import type { Catalogue } from './facts.ts';
import { NEVER } from './facts.ts';
import type { Assessment, Finding, Reason } from './finding.ts';
import type { Exception, Pack, Rule, Window } from './pack.ts';
import type { Profile } from './profile.ts';
import { Reading } from './reading.ts';
import { openingsOf, type Poles, type Result, resultDiagram, resultOf } from './result.ts';
import { catalogueDigest } from './rules.ts';

/** Changes whenever equal inputs could give another assessment than before. */
export const ENGINE = '1';

/**
 * Evaluates a profile under a pack on a day. Pure: equal inputs give equal bytes.
 *
 * @param asOf the day to evaluate; the engine never reads the clock
 * @returns all findings, in the order of the pack, with the digests of the inputs
 */
export function evaluate(profile: Profile, pack: Pack, catalogue: Catalogue, asOf: Day): Assessment {
  const reading = new Reading(pack, catalogue, profile.facts, asOf);
  const inScope = reading.truth(reading.scope());
  const profileDigest = digestOf(profile);
  const catalogueId = catalogueDigest(catalogue);
  return {
    pack: pack.id,
    version: pack.version,
    title: pack.manifest.title,
    jurisdiction: pack.manifest.jurisdiction,
    digest: digestOf([ENGINE, catalogueId, pack.digest, profileDigest, asOf]),
    packDigest: pack.digest,
    profileDigest,
    catalogueDigest: catalogueId,
    engine: ENGINE,
    asOf,
    verified: pack.manifest.verified,
    applicability: inScope === undefined ? 'undetermined' : inScope ? 'in-scope' : 'out-of-scope',
    scopeMissing: [...reading.factsBehind(reading.scope())],
    nextChangeAt: nextChange(reading, profile, catalogue, asOf),
    findings: subjectsOf(pack).map(({ rule, role }) => findingOf(reading, profile, rule, role, asOf)),
  };
}

/** A rule for one of its roles; definitions have no findings. */
export interface Subject {
  rule: Rule;
  role: string | null;
}

/** What a pack gives findings about. */
export function subjectsOf(pack: Pack): Subject[] {
  return pack.rules
    .filter((rule) => rule.kind !== 'definition')
    .flatMap((rule) =>
      (rule.roles.length === 0 ? [null] : rule.roles).map((role): Subject => ({ rule, role })),
    );
}

function findingOf(reading: Reading, profile: Profile, rule: Rule, role: string | null, asOf: Day): Finding {
  const declared = rule.kind === 'duty' ? declaredFor(rule, reading.pack, profile, asOf) : undefined;
  const poles = polesOf(rule, declared);
  const diagram = resultDiagram(reading, rule, role, poles, asOf);
  const constant = reading.diagrams.constant(diagram);
  const result: Result =
    constant === undefined ? { outcome: 'undetermined', appliesFrom: null } : resultOf(constant);
  const isActive = result.outcome === poles.active;
  const isUpcoming = result.outcome === 'upcoming';
  const inactivity =
    isActive || isUpcoming || constant === undefined ? undefined : inactivityOf(reading, rule, role, asOf);
  return {
    rule: rule.id,
    kind: rule.kind === 'definition' ? 'class' : rule.kind,
    title: rule.title,
    cite: rule.cite,
    role,
    outcome: result.outcome,
    appliesFrom: isActive ? openSince(reading, rule, asOf) : result.appliesFrom,
    readiness: isUpcoming ? poles.active : null,
    reason: inactivity?.reason ?? (isActive || isUpcoming ? (declared?.reason ?? null) : null),
    exception: inactivity?.exception
      ? { id: inactivity.exception.id, cite: inactivity.exception.cite }
      : null,
    routes: isActive || isUpcoming ? routesOf(reading, rule, asOf) : [],
    control: rule.controls[0] ?? null,
    controls: [...rule.controls],
    severity: rule.severity,
    force: rule.force,
    penalty: rule.penalty ?? null,
    missing: constant === undefined ? [...reading.factsBehind(diagram)] : [],
    possible: constant === undefined ? possibleOf(reading, diagram) : [],
    because: statedFacts(
      reading,
      inactivity?.because ?? (constant === undefined ? new Set() : becauseApplies(reading, rule, role, asOf)),
    ),
    evidence: isActive || isUpcoming ? [...(declared?.evidence ?? [])] : [],
    unverified: rule.unverified ?? null,
    ruleDigest: rule.digest,
  };
}

/** What a rule of each kind comes to where it applies and where it does not. */
export function polesOf(rule: Rule, declared: Declared | undefined): Poles {
  switch (rule.kind) {
    case 'prohibition':
      return { active: 'prohibited', inactive: 'clear' };
    case 'duty':
      return { active: declared?.outcome ?? 'gap', inactive: 'not-applicable' };
    case 'class':
    case 'permission':
    case 'definition':
      return { active: 'applies', inactive: 'not-applicable' };
  }
}

interface Inactivity {
  reason: Reason | null;
  exception: Exception | undefined;
  because: Set<string>;
}

/** Why a rule does not apply: the first of scope, role, condition, exception and time that settles it alone. */
function inactivityOf(reading: Reading, rule: Rule, role: string | null, asOf: Day): Inactivity {
  const { pack } = reading;
  const none = { exception: undefined };
  const scope = rule.scoped ? pack.byId.get(pack.scope) : undefined;
  const roleCondition = role === null ? undefined : pack.roles.get(role);
  if (scope && reading.truth(reading.active(scope)) === false) {
    return { ...none, reason: 'out-of-scope', because: becauseActive(reading, scope, false) };
  }
  if (reading.truth(reading.condition(roleCondition)) === false) {
    return { ...none, reason: 'other-role', because: because(reading, roleCondition, false) };
  }
  if (reading.truth(reading.condition(rule.when)) === false) {
    return { ...none, reason: 'condition-not-met', because: because(reading, rule.when, false) };
  }
  const [exception] = rule.unless
    .filter((candidate) => reading.truth(reading.exception(candidate)) === true)
    .sort((a, b) => b.rank - a.rank);
  if (exception)
    return { reason: 'exception', exception, because: becauseException(reading, exception, true) };
  const ofWindows = union(rule.windows.map((window) => becauseOfWindow(reading, window, false)));
  if (rule.windows.every((window) => neverOpens(reading, window, asOf))) {
    return { ...none, reason: 'not-in-time', because: ofWindows };
  }
  const everything = [
    scope ? mentionedBy(reading, scope) : new Set<string>(),
    mentioned(reading, roleCondition),
    mentionedBy(reading, rule),
    ofWindows,
  ];
  return { ...none, reason: null, because: union(everything) };
}

/** Facts that suffice for a rule to apply or to be upcoming. */
function becauseApplies(reading: Reading, rule: Rule, role: string | null, asOf: Day): Set<string> {
  const { pack } = reading;
  const scope = rule.scoped ? pack.byId.get(pack.scope) : undefined;
  return union([
    scope ? becauseActive(reading, scope, true) : new Set(),
    role === null ? new Set() : because(reading, pack.roles.get(role), true),
    becauseActive(reading, rule, true),
    becauseOfTime(reading, rule, asOf),
  ]);
}

/** An open window suffices; an upcoming one only together with why no other is open or opens earlier. */
function becauseOfTime(reading: Reading, rule: Rule, asOf: Day): Set<string> {
  const open = rule.windows.find((window) => isOpen(reading, window, asOf));
  if (open) return becauseOfWindow(reading, open, true);
  return union(
    rule.windows.map((window) => becauseOfWindow(reading, window, willOpen(reading, window, asOf))),
  );
}

function isOpen(reading: Reading, window: Window, asOf: Day): boolean {
  return openingsOf(reading, window, asOf).some(({ now }) => now === reading.diagrams.yes);
}

function willOpen(reading: Reading, window: Window, asOf: Day): boolean {
  return openingsOf(reading, window, asOf).some(({ later }) => later === reading.diagrams.yes);
}

function neverOpens(reading: Reading, window: Window, asOf: Day): boolean {
  const { no } = reading.diagrams;
  return openingsOf(reading, window, asOf).every(({ now, later }) => now === no && later === no);
}

function becauseOfWindow(reading: Reading, window: Window, wanted: boolean): Set<string> {
  const { from } = window;
  const told = typeof from !== 'string' && Object.hasOwn(reading.facts, from.fact) ? [from.fact] : [];
  return union([because(reading, window.when, wanted), new Set(told)]);
}

function statedFacts(reading: Reading, facts: ReadonlySet<string>): Finding['because'] {
  return [...facts].sort().flatMap((fact) => {
    const value = Object.hasOwn(reading.facts, fact) ? reading.facts[fact] : undefined;
    return value === undefined ? [] : [{ fact, value: typeof value === 'object' ? [...value] : value }];
  });
}

function possibleOf(reading: Reading, diagram: number): Result[] {
  return reading.diagrams.leaves(diagram).sort().map(resultOf);
}

function openSince(reading: Reading, rule: Rule, asOf: Day): Day | null {
  const openings = rule.windows.flatMap((window) => openingsOf(reading, window, asOf));
  const days = openings.flatMap(({ now, from }) =>
    now === reading.diagrams.yes && from !== null ? [from] : [],
  );
  return days.sort()[0] ?? null;
}

function routesOf(reading: Reading, rule: Rule, asOf: Day): string[] {
  return rule.windows.flatMap((window) => {
    const holds = isOpen(reading, window, asOf) || willOpen(reading, window, asOf);
    return holds && window.id !== undefined ? [window.id] : [];
  });
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

/** The first later day on which some finding differs from today's. */
function nextChange(reading: Reading, profile: Profile, catalogue: Catalogue, asOf: Day): Day | null {
  const { pack, facts } = reading;
  const subjects = subjectsOf(pack);
  const today = subjects.map((subject) => stateOf(reading, profile, subject, asOf));
  const datesAreKnown = [...domainOf(pack).opening.keys()].every((fact) => Object.hasOwn(facts, fact));
  const isDifferentOn = (day: Day): boolean => {
    const then = datesAreKnown ? reading : new Reading(pack, catalogue, facts, day);
    return subjects.some((subject, i) => stateOf(then, profile, subject, day) !== today[i]);
  };
  return laterDays(profile, pack, asOf).find(isDifferentOn) ?? null;
}

/** What of a finding can change with the day. */
function stateOf(reading: Reading, profile: Profile, { rule, role }: Subject, day: Day): string {
  const declared = rule.kind === 'duty' ? declaredFor(rule, reading.pack, profile, day) : undefined;
  const poles = polesOf(rule, declared);
  const diagram = resultDiagram(reading, rule, role, poles, day);
  const constant = reading.diagrams.constant(diagram);
  if (constant === undefined) {
    return `${reading.factsBehind(diagram)} ${reading.diagrams.leaves(diagram).sort()}`;
  }
  return resultOf(constant).outcome === poles.inactive
    ? constant
    : `${constant} ${poles.active} ${declared?.reason}`;
}
