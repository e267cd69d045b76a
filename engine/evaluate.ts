import type { Day } from './day.ts';
import { digestOf } from './digest.ts';
import type { Catalogue } from './facts.ts';
import type { Assessment, Finding } from './finding.ts';
import { groundsAgainst, groundsFor } from './grounds.ts';
import { knownFrom, measuresOf } from './measure.ts';
import { everyDay, laterDays, nextChange } from './next-change.ts';
import type { Pack } from './pack.ts';
import type { Profile } from './profile.ts';
import { Reading } from './reading.ts';
import { type Result, resultOf } from './result.ts';
import { catalogueDigest } from './rules.ts';
import { scoresOf } from './score.ts';
import { judge, type Subject, subjectsOf } from './subject.ts';
import { notEnforced, openSince, routesOf } from './windows.ts';

/** Changes whenever equal inputs could give another assessment than before. */
export const ENGINE = '2';

/**
 * Evaluates a profile under a pack on a day. Pure: equal inputs give equal bytes.
 *
 * @param asOf the day to evaluate; the engine never reads the clock
 * @returns all findings, in the order of the pack, with the digests of the inputs
 */
export function evaluate(profile: Profile, pack: Pack, catalogue: Catalogue, asOf: Day): Assessment {
  const later = laterDays(profile, pack, asOf);
  const reading = new Reading(pack, catalogue, knownFrom(pack, profile), asOf, ...everyDay(later));
  const inScope = reading.truth(reading.scope());
  const profileDigest = profileDigestOf(profile);
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
    nextChangeAt: nextChange(reading, profile, asOf, later),
    findings: subjectsOf(pack).map((subject) => findingOf(reading, profile, subject, asOf)),
    scores: inScope === false ? [] : scoresOf(reading),
    measures: inScope === false ? [] : measuresOf(pack, profile),
  };
}

/** Of profiles that are evaluated under one pack after the other. */
const profileDigests = new WeakMap<Profile, string>();

function profileDigestOf(profile: Profile): string {
  const digest = profileDigests.get(profile) ?? digestOf(profile);
  profileDigests.set(profile, digest);
  return digest;
}

function findingOf(reading: Reading, profile: Profile, subject: Subject, asOf: Day): Finding {
  const { rule, role } = subject;
  const { diagram, poles, declared } = judge(reading, profile, subject, asOf);
  const constant = reading.diagrams.constant(diagram);
  const result: Result =
    constant === undefined ? { outcome: 'undetermined', appliesFrom: null } : resultOf(constant);
  const isActive = result.outcome === poles.active;
  const isUpcoming = result.outcome === 'upcoming';
  const against =
    isActive || isUpcoming || constant === undefined ? undefined : groundsAgainst(reading, subject, asOf);
  return {
    rule: rule.id,
    kind: rule.kind === 'definition' ? 'class' : rule.kind,
    title: rule.title,
    cite: rule.cite,
    role,
    outcome: result.outcome,
    appliesFrom: isActive ? openSince(reading, rule, asOf) : result.appliesFrom,
    readiness: isUpcoming ? poles.active : null,
    reason: against?.reason ?? (isActive || isUpcoming ? (declared?.reason ?? null) : null),
    exception: against?.exception ? { id: against.exception.id, cite: against.exception.cite } : null,
    notEnforced: isActive || constant === undefined ? notEnforced(reading, rule, asOf) : null,
    routes: isActive || isUpcoming ? routesOf(reading, rule, asOf) : [],
    control: rule.controls[0] ?? null,
    controls: [...rule.controls],
    relation: rule.relation ?? null,
    beyondControls: rule.missing ?? null,
    severity: rule.severity,
    force: rule.force,
    penalty: rule.penalty ?? null,
    missing: constant === undefined ? [...reading.factsBehind(diagram)] : [],
    possible: constant === undefined ? possibleOf(reading, diagram) : [],
    because: statedFacts(
      reading,
      against?.because ?? (constant === undefined ? new Set() : groundsFor(reading, subject, asOf)),
    ),
    evidence: isActive || isUpcoming ? [...(declared?.evidence ?? [])] : [],
    unverified: rule.unverified ?? null,
    ruleDigest: rule.digest,
  };
}

/** Facts with the values that are known of them. */
export function statedFacts(reading: Reading, facts: ReadonlySet<string>): Finding['because'] {
  return [...facts].sort().flatMap((fact) => {
    const value = Object.hasOwn(reading.facts, fact) ? reading.facts[fact] : undefined;
    return value === undefined ? [] : [{ fact, value: typeof value === 'object' ? [...value] : value }];
  });
}

function possibleOf(reading: Reading, diagram: number): Result[] {
  return reading.diagrams.leaves(diagram).map(resultOf);
}
