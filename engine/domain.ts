import { type Condition, leavesOf, type Test } from './condition.ts';
import type { Day } from './day.ts';
import type { Exception, Pack } from './pack.ts';

/** A number splits at a value into those below it and those `atLeast` it, or into those up to it and those above it. */
export interface Cut {
  value: number;
  above: boolean;
}

/**
 * Which values of each fact a pack tells apart: two values between the same cuts are the same to every rule. This keeps
 * the answers to an unknown number, date or place finite.
 */
export interface Domain {
  cuts: ReadonlyMap<string, readonly Cut[]>;
  days: ReadonlyMap<string, readonly Day[]>;
  /** Per fact, every option or place that some rule looks for. */
  members: ReadonlyMap<string, readonly string[]>;
  /** Date facts that open a window, each with the days before which they cannot. */
  opening: ReadonlyMap<string, readonly Day[]>;
}

const domains = new WeakMap<Pack, Domain>();

/** The domain of a pack, computed once. */
export function domainOf(pack: Pack): Domain {
  const known = domains.get(pack);
  if (known) return known;
  const domain = collect(pack);
  domains.set(pack, domain);
  return domain;
}

function collect(pack: Pack): Domain {
  const cuts = new Map<string, Map<string, Cut>>();
  const days = new Map<string, Set<Day>>();
  const members = new Map<string, Set<string>>();
  const opening = new Map<string, Set<Day>>();
  const add = (fact: string, test: Test): void => {
    switch (test.is) {
      case 'any-of':
      case 'all-of':
        for (const value of test.values) entry(members, fact, () => new Set()).add(value);
        return;
      case 'at-least':
      case 'more-than':
      case 'at-most':
      case 'less-than': {
        const cut = cutOf(test);
        entry(cuts, fact, () => new Map()).set(`${cut.value}${cut.above}`, cut);
        return;
      }
      case 'on-or-after':
      case 'before':
        entry(days, fact, () => new Set()).add(test.day);
        return;
      case 'equals':
        return;
    }
  };
  for (const leaf of conditionsOf(pack).flatMap(leavesOf)) {
    if (leaf.op === 'fact') add(leaf.fact, leaf.test);
  }
  for (const { from } of pack.rules.flatMap((rule) => rule.windows)) {
    if (typeof from !== 'string') entry(opening, from.fact, () => new Set()).add(from.notBefore);
  }
  return {
    cuts: mapValues(cuts, (found) =>
      [...found.values()].sort((a, b) => a.value - b.value || Number(a.above) - Number(b.above)),
    ),
    days: mapValues(days, (found) => [...found].sort()),
    members: mapValues(members, (found) => [...found]),
    opening: mapValues(opening, (found) => [...found]),
  };
}

/** The cut a comparison is about: `atMost` splits where `moreThan` does, `lessThan` where `atLeast` does. */
export function cutOf(test: Test & { value: number }): Cut {
  return { value: test.value, above: test.is === 'more-than' || test.is === 'at-most' };
}

function conditionsOf(pack: Pack): Condition[] {
  const ofExceptions = (exceptions: readonly Exception[]): Condition[] =>
    exceptions.flatMap((exception) => [exception.when, ...ofExceptions(exception.unless)]);
  const ofRules = pack.rules.flatMap((rule) => [
    rule.when ?? [],
    ...ofExceptions(rule.unless),
    ...rule.windows.map((window) => window.when ?? []),
  ]);
  const ofScores = [...pack.scores.values()].flatMap((score) =>
    score.kind === 'deduction' ? score.when : score.items.flatMap(({ when }) => when ?? []),
  );
  return [...pack.roles.values(), ...ofRules.flat(), ...ofScores];
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function mapValues<K, V, W>(map: ReadonlyMap<K, V>, change: (value: V) => W): Map<K, W> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
