import type { Condition, Test } from '../../engine/condition.ts';
import type { Facts, FactValue } from '../../engine/facts.ts';
import type { Exception, Pack, Rule, Window } from '../../engine/pack.ts';
import { isWithin } from '../../engine/places.ts';

/**
 * The semantics said as plainly as possible, for complete facts only: two-valued, no sharing, no diagrams. The engine
 * must agree with it on every completion.
 */
export function naiveResult(pack: Pack, rule: Rule, role: string, facts: Facts, day: string): string {
  const inactive = rule.kind === 'prohibition' ? 'clear' : 'not-applicable';
  const active = {
    prohibition: 'prohibited',
    duty: 'gap',
    class: 'applies',
    permission: 'applies',
    definition: 'applies',
  }[rule.kind];
  const roleCondition = pack.roles.get(role);
  const applies =
    (!rule.scoped || named(pack, pack.scope, facts)) &&
    (roleCondition === undefined || holds(pack, roleCondition, facts)) &&
    holdsDefeasibly(pack, rule.when, rule.unless, facts);
  if (!applies) return inactive;
  const open = rule.windows.filter((window) => window.when === undefined || holds(pack, window.when, facts));
  const starts = open
    .filter((window) => window.until === undefined || day < window.until)
    .flatMap((window) => startOf(window, facts) ?? []);
  if (starts.some((start) => start <= day)) return active;
  const [next] = starts.sort();
  return next === undefined ? inactive : `upcoming ${next}`;
}

function startOf(window: Window, facts: Facts): string | undefined {
  if (typeof window.from === 'string') return window.from;
  const told = String(facts[window.from.fact]);
  if (told === 'never') return undefined;
  return told > window.from.notBefore ? told : window.from.notBefore;
}

function holdsDefeasibly(
  pack: Pack,
  when: Condition | undefined,
  unless: readonly Exception[],
  facts: Facts,
): boolean {
  if (when && !holds(pack, when, facts)) return false;
  return !unless.some((exception) => holdsDefeasibly(pack, exception.when, exception.unless, facts));
}

function named(pack: Pack, id: string, facts: Facts): boolean {
  const rule = pack.byId.get(id);
  if (!rule) throw new Error(id);
  return holdsDefeasibly(pack, rule.when, rule.unless, facts);
}

function holds(pack: Pack, condition: Condition, facts: Facts): boolean {
  switch (condition.op) {
    case 'all':
      return condition.of.every((part) => holds(pack, part, facts));
    case 'any':
      return condition.of.some((part) => holds(pack, part, facts));
    case 'not':
      return !holds(pack, condition.of, facts);
    case 'is':
      return named(pack, condition.id, facts);
    case 'fact': {
      const value = facts[condition.fact];
      if (value === undefined) throw new Error(`${condition.fact} is unknown`);
      return passes(condition.test, value);
    }
    case 'score':
      return passes(condition.test, naiveScore(pack, condition.score, facts));
  }
}

/** A score, added up question by question. */
export function naiveScore(pack: Pack, id: string, facts: Facts): number {
  const score = pack.scores.get(id);
  if (!score) throw new Error(id);
  if (score.kind === 'deduction') {
    const whole = naiveScore(pack, score.of, facts);
    return holds(pack, score.when, facts) ? Math.floor(whole - (whole * score.percent) / 100 + 0.5) : whole;
  }
  let sum = 0;
  for (const { fact, answers, when } of score.items) {
    if (when && !holds(pack, when, facts)) continue;
    const value = facts[fact];
    const flag = value === true ? 'yes' : 'no';
    const given = typeof value === 'boolean' ? [flag] : [value].flat();
    for (const { answer, points } of answers) if (given.includes(answer)) sum += points;
  }
  return sum;
}

function passes(test: Test, value: FactValue): boolean {
  const list = Array.isArray(value) ? value : [value];
  switch (test.is) {
    case 'equals':
      return value === test.value;
    case 'any-of':
      return test.values.some((wanted) =>
        list.some((item) => (isPlace(wanted) ? isWithin(item, wanted) : item === wanted)),
      );
    case 'all-of':
      return test.values.every((wanted) => list.includes(wanted));
    case 'at-least':
      return Number(value) >= test.value;
    case 'more-than':
      return Number(value) > test.value;
    case 'at-most':
      return Number(value) <= test.value;
    case 'less-than':
      return Number(value) < test.value;
    case 'on-or-after':
      return value !== 'never' && String(value) >= test.day;
    case 'before':
      return value !== 'never' && String(value) < test.day;
  }
}

/** Places are written in capitals, options never are. */
function isPlace(text: string): boolean {
  return /^[A-Z]{2}/.test(text);
}
