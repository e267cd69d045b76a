import { because, becauseActive, becauseException, union } from './because.ts';
import type { Day } from './day.ts';
import { nextDay } from './day.ts';
import { type Declared, declaredFor } from './declared.ts';
import { digestOf } from './digest.ts';
import { domainOf } from './domain.ts';
import type { Catalogue } from './facts.ts';
import { NEVER } from './facts.ts';
import type { Assessment, Finding, Reason } from './finding.ts';
import type { Exception, Pack, Rule } from './pack.ts';
import type { Profile } from './profile.ts';
import { Reading } from './reading.ts';
import { openingOf, type Poles, type Result, resultDiagram, resultOf, roleOf, scopeOf } from './result.ts';
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
  const later = laterDays(profile, pack, asOf);
  const reading = new Reading(pack, catalogue, profile.facts, [asOf, ...later]);
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
    scopeMissing: reading.factsBehind(reading.scope()),
    nextChangeAt: nextChange(reading, profile, asOf, later),
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
      rule.roles.length === 0 ? [{ rule, role: null }] : rule.roles.map((role) => ({ rule, role })),
    );
}

function findingOf(reading: Reading, profile: Profile, rule: Rule, role: string | null, asOf: Day): Finding {
  const declared = rule.kind === 'duty' ? declaredFor(rule, reading.pack, profile, asOf) : undefined;
  const poles = polesOf(rule, declared);
  const diagram = resultDiagram(reading, rule, role, poles, asOf);
  const constant = reading.diagrams.constant(diagram);
  const result: Result = constant === undefined ? { outcome: 'undetermined', appliesFrom: null } : resultOf(constant);
  const isActive = result.outcome === poles.active;
  const isUpcoming = result.outcome === 'upcoming';
  const inactivity = isActive || isUpcoming || constant === undefined ? undefined : inactivityOf(reading, rule, role);
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
    exception: inactivity?.exception ? { id: inactivity.exception.id, cite: inactivity.exception.cite } : null,
    routes: isActive || isUpcoming ? routesOf(reading, rule, asOf) : [],
    control: rule.controls[0] ?? null,
    controls: [...rule.controls],
    severity: rule.severity,
    force: rule.force,
    penalty: rule.penalty ?? null,
    missing: constant === undefined ? reading.factsBehind(diagram) : [],
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
function inactivityOf(reading: Reading, rule: Rule, role: string | null): Inactivity {
  const { diagrams, pack } = reading;
  const none = { exception: undefined };
  const scopeRule = pack.byId.get(pack.scope);
  if (scopeOf(reading, rule) === diagrams.no && scopeRule) {
    return { ...none, reason: 'out-of-scope', because: becauseActive(reading, scopeRule, false) };
  }
  if (roleOf(reading, role) === diagrams.no) {
    return { ...none, reason: 'other-role', because: because(reading, pack.roles.get(role ?? ''), false) };
  }
  if (reading.condition(rule.when) === diagrams.no) {
    return { ...none, reason: 'condition-not-met', because: because(reading, rule.when, false) };
  }
  const [exception] = rule.unless
    .filter((candidate) => reading.exception(candidate) === diagrams.yes)
    .sort((a, b) => b.rank - a.rank);
  if (exception) return { reason: 'exception', exception, because: becauseException(reading, exception, true) };
  if (reading.truth(reading.active(rule)) === true) {
    const windows = rule.windows.map((window) => because(reading, window.when, false));
    return { ...none, reason: 'not-in-time', because: union(windows) };
  }
  return {
    ...none,
    reason: null,
    because: union([becauseActive(reading, rule, false), because(reading, pack.roles.get(role ?? ''), false)]),
  };
}

function becauseApplies(reading: Reading, rule: Rule, role: string | null, asOf: Day): Set<string> {
  const { pack } = reading;
  const scopeRule = rule.scoped ? pack.byId.get(pack.scope) : undefined;
  const holding = rule.windows.filter((window) => {
    const { now, later } = openingOf(reading, window, asOf);
    return now === reading.diagrams.yes || later === reading.diagrams.yes;
  });
  return union([
    scopeRule ? becauseActive(reading, scopeRule, true) : new Set(),
    role === null ? new Set() : because(reading, pack.roles.get(role), true),
    becauseActive(reading, rule, true),
    ...holding.slice(0, 1).flatMap((window) => [
      because(reading, window.when, true),
      new Set(typeof window.from === 'string' ? [] : [window.from.fact]),
    ]),
  ]);
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
  const days = rule.windows.flatMap((window) => {
    const { now, from } = openingOf(reading, window, asOf);
    return now === reading.diagrams.yes && from !== null ? [from] : [];
  });
  return days.sort()[0] ?? null;
}

function routesOf(reading: Reading, rule: Rule, asOf: Day): string[] {
  return rule.windows.flatMap((window) => {
    const { now, later } = openingOf(reading, window, asOf);
    const holds = now === reading.diagrams.yes || later === reading.diagrams.yes;
    return holds && window.id !== undefined ? [window.id] : [];
  });
}

/** Every later day on which something could change by itself: a window's edge, a stated date, an expiry. */
function laterDays(profile: Profile, pack: Pack, asOf: Day): Day[] {
  const domain = domainOf(pack);
  const stated = [...domain.opening].flatMap((fact) => {
    const value = Object.hasOwn(profile.facts, fact) ? profile.facts[fact] : undefined;
    return typeof value === 'string' && value !== NEVER ? [value] : [];
  });
  const lastDays = [...Object.values(profile.evidence), ...profile.waivers].flatMap(({ expires }) => expires ?? []);
  const days = [...domain.edges, ...stated, ...lastDays.map(nextDay)];
  return [...new Set(days)].filter((day) => day > asOf).sort();
}

/** The first later day on which some finding differs from today's. */
function nextChange(reading: Reading, profile: Profile, asOf: Day, later: readonly Day[]): Day | null {
  const subjects = subjectsOf(reading.pack);
  const stateOn = (day: Day): string[] =>
    subjects.map(({ rule, role }) => {
      const declared = rule.kind === 'duty' ? declaredFor(rule, reading.pack, profile, day) : undefined;
      const poles = polesOf(rule, declared);
      const diagram = resultDiagram(reading, rule, role, poles, day);
      const isOff = reading.diagrams.constant(diagram) === `${poles.inactive}|`;
      return isOff ? poles.inactive : `${diagram} ${declared?.outcome ?? ''} ${declared?.reason ?? ''}`;
    });
  const today = stateOn(asOf);
  return later.find((day) => stateOn(day).some((state, i) => state !== today[i])) ?? null;
}
