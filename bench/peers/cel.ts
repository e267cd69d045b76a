import { Environment } from '@marcbachmann/cel-js';
import type { Condition, Test } from '../../engine/condition.ts';
import type { Catalogue, Facts } from '../../engine/facts.ts';
import type { Exception, Pack, Rule } from '../../engine/pack.ts';
import { definitionOrder } from './definition-order.ts';
import * as operators from './operators.ts';

/**
 * The pack's rules in CEL, each an expression of its own. What a profile leaves out is missing, which CEL calls an error, and
 * "false and an error" is false: the logic of unknowns.
 *
 * @returns whether each rule holds, in the order of the pack; undefined where that is unknown
 */
export function cel(pack: Pack, catalogue: Catalogue): (facts: Facts) => (boolean | undefined)[] {
  const environment = new Environment({ unlistedVariablesAreDyn: true })
    .registerFunction('within(list, list): bool', operators.within)
    .registerFunction('anyOf(list, list): bool', operators.anyOf)
    .registerFunction('allOf(list, list): bool', operators.allOf)
    .registerFunction('onOrAfter(string, string): bool', operators.onOrAfter)
    .registerFunction('before(string, string): bool', operators.before);
  const compiled = definitionOrder(pack).map(({ rule }) => ({
    id: rule.id,
    holds: environment.parse(defeasible(rule, catalogue)),
  }));
  const ids = pack.rules.map(({ id }) => id);
  return (facts) => {
    const is: Record<string, boolean> = {};
    for (const { id, holds } of compiled) {
      try {
        is[id] = holds({ facts, is }) === true;
      } catch {
        // Missing.
      }
    }
    return ids.map((id) => is[id]);
  };
}

function defeasible({ when, unless }: Pick<Rule, 'when' | 'unless'>, catalogue: Catalogue): string {
  const holds = when ? conditionOf(when, catalogue) : 'true';
  const lifted = unless.map((exception: Exception) => `!(${defeasible(exception, catalogue)})`);
  return [holds, ...lifted].map((part) => `(${part})`).join(' && ');
}

function conditionOf(condition: Condition, catalogue: Catalogue): string {
  const joined = (parts: readonly Condition[], operator: string): string =>
    parts.map((part) => `(${conditionOf(part, catalogue)})`).join(` ${operator} `);
  switch (condition.op) {
    case 'all':
      return joined(condition.of, '&&');
    case 'any':
      return joined(condition.of, '||');
    case 'not':
      return `!(${conditionOf(condition.of, catalogue)})`;
    case 'is':
      return `is[${JSON.stringify(condition.id)}]`;
    case 'fact':
      return testOf(condition.fact, condition.test, catalogue);
    case 'score':
      throw new Error('packs with scores are not compared with other engines');
  }
}

const COMPARISONS = { 'at-least': '>=', 'more-than': '>', 'at-most': '<=', 'less-than': '<' } as const;

function testOf(id: string, test: Test, catalogue: Catalogue): string {
  const told = `facts[${JSON.stringify(id)}]`;
  const fact = catalogue.get(id);
  switch (test.is) {
    case 'equals':
      return test.value ? told : `!${told}`;
    case 'any-of': {
      const wanted = JSON.stringify(test.values);
      if (fact?.type !== 'set') return `${told} in ${wanted}`;
      return `${fact.options === 'places' ? 'within' : 'anyOf'}(${told}, ${wanted})`;
    }
    case 'all-of':
      return `allOf(${told}, ${JSON.stringify(test.values)})`;
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return `${told} ${COMPARISONS[test.is]} double(${test.value})`;
    case 'on-or-after':
      return `onOrAfter(${told}, "${test.day}")`;
    case 'before':
      return `before(${told}, "${test.day}")`;
  }
}
