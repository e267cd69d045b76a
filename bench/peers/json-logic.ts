import { LogicEngine } from 'json-logic-engine';
import type { Condition, Test } from '../../engine/condition.ts';
import type { Catalogue, Facts } from '../../engine/facts.ts';
import type { Exception, Pack, Rule } from '../../engine/pack.ts';
import { definitionOrder } from './definition-order.ts';
import * as operators from './operators.ts';

type Logic = boolean | Record<string, unknown>;

/**
 * The pack's rules in json-logic-engine, compiled, each a function of its own. Later rules read what earlier ones came
 * to, so that no definition is evaluated twice.
 *
 * @returns whether each rule holds for complete facts, in the order of the pack
 */
export function jsonLogic(pack: Pack, catalogue: Catalogue): (facts: Facts) => boolean[] {
  const engine = new LogicEngine();
  for (const [name, operator] of Object.entries(operators)) {
    engine.addMethod(name, ([told, wanted]: [never, never]) => operator(told, wanted));
  }
  const compiled = definitionOrder(pack).map(({ rule }) => ({
    id: rule.id,
    holds: engine.build(defeasible(rule, catalogue)),
  }));
  const ids = pack.rules.map(({ id }) => id);
  return (facts) => {
    const is: Record<string, boolean> = {};
    const data = { facts, is };
    for (const { id, holds } of compiled) is[id] = holds(data) === true;
    return ids.map((id) => is[id] === true);
  };
}

function defeasible({ when, unless }: Pick<Rule, 'when' | 'unless'>, catalogue: Catalogue): Logic {
  const holds = when ? conditionOf(when, catalogue) : true;
  const lifted = unless.map((exception: Exception) => defeasible(exception, catalogue));
  return lifted.length === 0 ? holds : { and: [holds, { '!': [{ or: lifted }] }] };
}

function conditionOf(condition: Condition, catalogue: Catalogue): Logic {
  switch (condition.op) {
    case 'all':
      return { and: condition.of.map((part) => conditionOf(part, catalogue)) };
    case 'any':
      return { or: condition.of.map((part) => conditionOf(part, catalogue)) };
    case 'not':
      return { '!': [conditionOf(condition.of, catalogue)] };
    case 'is':
      return { val: ['is', condition.id] };
    case 'fact':
      return testOf(condition.fact, condition.test, catalogue);
    case 'score':
      throw new Error('packs with scores are not compared with other engines');
  }
}

const COMPARISONS = { 'at-least': '>=', 'more-than': '>', 'at-most': '<=', 'less-than': '<' } as const;

function testOf(id: string, test: Test, catalogue: Catalogue): Logic {
  const told = { val: ['facts', id] };
  const fact = catalogue.get(id);
  switch (test.is) {
    case 'equals':
      return { '===': [told, test.value] };
    case 'any-of':
      if (fact?.type !== 'set') return { in: [told, test.values] };
      return { [fact.options === 'places' ? 'within' : 'anyOf']: [told, test.values] };
    case 'all-of':
      return { allOf: [told, test.values] };
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return { [COMPARISONS[test.is]]: [told, test.value] };
    case 'on-or-after':
      return { onOrAfter: [told, test.day] };
    case 'before':
      return { before: [told, test.day] };
  }
}
