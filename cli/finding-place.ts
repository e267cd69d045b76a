import type { Document, Place } from '../engine/document.ts';
import type { Assessment, Finding } from '../engine/finding.ts';
import type { Path } from '../engine/problem.ts';

/** A part of a profile on which a finding rests. */
export interface FindingPlace extends Place {
  /** Path of the part in the profile: `['facts', 'use.purposes']`. */
  path: Path;
}

/** Tells where in a profile a finding comes from: first its cause, then what else it rests on. Never empty. */
export type PlacesOf = (finding: Finding) => readonly [FindingPlace, ...FindingPlace[]];

/**
 * Finds the lines of a profile behind its findings. The cause is declared evidence that falls short; without any, it is
 * the stated fact on which the fewest findings rest, because that one tells this finding from others. What is
 * undetermined comes from what is not there, so its place is the list of facts.
 */
export function placesIn(document: Document, assessments: readonly Assessment[]): PlacesOf {
  const uses = new Map<string, number>();
  for (const { findings } of assessments) {
    for (const { because } of findings) {
      for (const { fact } of because) uses.set(fact, (uses.get(fact) ?? 0) + 1);
    }
  }
  const rarest = (a: string, b: string): number =>
    (uses.get(a) ?? 0) - (uses.get(b) ?? 0) || (a < b ? -1 : 1);
  const at = (path: Path): FindingPlace => ({ path, ...document.place(path) });
  return ({ outcome, because, evidence }) => {
    const facts = because.map(({ fact }) => fact).sort(rarest);
    const paths: Path[] = [
      ...evidence.map((key) => ['evidence', key]),
      ...(outcome === 'undetermined' ? [['facts']] : []),
      ...facts.map((fact) => ['facts', fact]),
    ];
    const [first = ['facts'], ...others] = paths;
    return [at(first), ...others.map(at)];
  };
}
