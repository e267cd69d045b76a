import type { Condition } from '../../engine/condition.ts';
import { evidenceState } from '../../engine/declared.ts';
import type { Document, Place } from '../../engine/document.ts';
import type { Assessment, Finding } from '../../engine/finding.ts';
import type { Pack } from '../../engine/pack.ts';
import type { Path } from '../../engine/problem.ts';
import type { Profile } from '../../engine/profile.ts';
import type { SystemReport } from '../../engine/system-report.ts';
import { type WaiverUse, waiversBehind } from '../../engine/waiver-use.ts';
import { at } from '../json-values.ts';

/** A part of a profile on which a finding rests. */
export interface FindingPlace extends Place {
  /** Path of the part in the profile: `['facts', 'use.purposes']`. */
  path: Path;
}

/** Never empty: first what causes something, then what else it rests on. */
export type Places = readonly [FindingPlace, ...FindingPlace[]];

/** Tells where in a profile a finding comes from. */
export type PlacesOf = (finding: Finding) => Places;

/**
 * Finds the lines of a profile behind its findings. The cause is the waiver, or the evidence that falls short. Without
 * any, it is a fact by which the rule itself speaks of the system, before one by which its role or its instrument does,
 * before one that merely rules out an exception; among those the fact on which the fewest findings rest, because it
 * tells this finding from others. What is undetermined comes from what is not there, so its place is the list of facts.
 */
export function placesIn(
  document: Document,
  profile: Profile,
  { assessments, waivers }: Pick<SystemReport, 'assessments' | 'waivers'>,
  packs: readonly Pack[],
): PlacesOf {
  const uses = new Map<string, number>();
  const homes = new Map<Finding, Assessment>();
  for (const assessment of assessments) {
    for (const finding of assessment.findings) {
      homes.set(finding, assessment);
      for (const { fact } of finding.because) uses.set(fact, (uses.get(fact) ?? 0) + 1);
    }
  }
  return (finding) => {
    const { pack: id, asOf = '' } = homes.get(finding) ?? {};
    const pack = packs.find((candidate) => candidate.id === id);
    const rankOf = pack ? ranker(finding, pack) : () => 0;
    const facts = finding.because
      .map(({ fact }) => fact)
      .sort((a, b) => rankOf(a) - rankOf(b) || (uses.get(a) ?? 0) - (uses.get(b) ?? 0) || (a < b ? -1 : 1));
    const [first = ['facts'], ...others]: Path[] = [
      // A waiver that another file brought is nowhere in this one.
      ...declaredPaths(finding, id, profile, waivers, asOf).filter((path) => holds(document, path)),
      ...(finding.outcome === 'undetermined' ? [['facts']] : []),
      ...facts.map((fact) => ['facts', fact]),
    ];
    return [placeIn(document, first), ...others.map((path) => placeIn(document, path))];
  };
}

/**
 * Where a part of a profile stands. What is not in the document was kept elsewhere: waivers in a file of their own, and
 * facts that measurements answer.
 */
export function placeIn(document: Document, path: Path): FindingPlace {
  const substitute = SUBSTITUTES[String(path[0])] ?? [];
  const part = [path, substitute].find((one) => one.length > 0 && holds(document, one)) ?? ['facts'];
  return { path: part, ...document.place(part) };
}

const SUBSTITUTES: Readonly<Record<string, Path>> = { waivers: ['system'], facts: ['measurements'] };

function holds({ value }: Document, path: Path): boolean {
  return at(value, ...path) !== undefined;
}

/** Evidence and waivers a finding rests on; evidence that falls short comes first. */
function declaredPaths(
  finding: Finding,
  pack: string | undefined,
  profile: Profile,
  waivers: readonly WaiverUse[],
  asOf: string,
): Path[] {
  const [waiver = -1] = waiversBehind(finding, waivers);
  const rule = { id: `${pack}/${finding.rule}`, digest: finding.ruleDigest };
  const isShort = (key: string): boolean =>
    evidenceState(profile.evidence[key], profile, asOf, rule) !== 'met';
  return finding.evidence
    .toSorted((a, b) => Number(isShort(b)) - Number(isShort(a)))
    .map((key) => (Object.hasOwn(profile.evidence, key) ? ['evidence', key] : ['waivers', waiver]));
}

/** Tells how near a fact is to what a rule speaks of; the lower, the nearer. */
function ranker({ rule: id, role, because }: Finding, pack: Pack): (fact: string) => number {
  const own = asserted(pack.byId.get(id)?.when, pack);
  const around = [role === null ? undefined : pack.roles.get(role), pack.byId.get(pack.scope)?.when].map(
    (condition) => asserted(condition, pack),
  );
  // A list of nothing asserts nothing.
  const empty = new Set(because.filter(({ value }) => isEmpty(value)).map(({ fact }) => fact));
  return (fact) => {
    if (empty.has(fact)) return 2;
    if (own.has(fact)) return 0;
    return around.some((facts) => facts.has(fact)) ? 1 : 2;
  };
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The facts a condition asserts something of, itself or by what it refers to; neither what it excludes nor scores. */
function asserted(condition: Condition | undefined, pack: Pack): ReadonlySet<string> {
  switch (condition?.op) {
    case 'fact':
      return new Set([condition.fact]);
    case 'all':
    case 'any':
      return new Set(condition.of.flatMap((part) => [...asserted(part, pack)]));
    case 'is':
      return asserted(pack.byId.get(condition.id)?.when, pack);
    case 'not':
    case 'score':
    case undefined:
      return new Set();
  }
}
