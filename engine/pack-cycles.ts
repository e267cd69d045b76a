import type { Rule } from './pack.ts';
import type { Located, Parts } from './part-reader.ts';
import type { Problem } from './problem.ts';
import { referencesOf, referencesOfScore } from './references.ts';
import type { Score } from './score.ts';

/** Definitions and scores that lead back to themselves. */
export function cycles(rules: readonly Rule[], scores: readonly Score[], parts: Parts): Problem[] {
  const references = new Map([
    ...rules.map((rule) => [rule.id, referencesOf(rule)] as const),
    ...scores.map((score) => [score.id, referencesOfScore(score)] as const),
  ]);
  const sources: readonly Located<{ id: string }>[] = [...parts.rules, ...parts.scores];
  const problems: Problem[] = [];
  const done = new Set<string>();
  const visit = (id: string, trail: readonly string[]): void => {
    if (trail.includes(id)) {
      const circle = [...trail.slice(trail.indexOf(id)), id].join(' → ');
      const at = sources.find((source) => source.value.id === id);
      if (at) problems.push(at.locate(['id'], `refers to itself: ${circle}`));
      return;
    }
    if (done.has(id)) return;
    for (const next of references.get(id) ?? []) visit(next, [...trail, id]);
    done.add(id);
  };
  for (const id of references.keys()) visit(id, []);
  return problems;
}
