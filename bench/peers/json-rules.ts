import { type Almanac, Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Condition, Test } from '../../engine/condition.ts';
import type { Catalogue, Facts } from '../../engine/facts.ts';
import type { Exception, Pack, Rule } from '../../engine/pack.ts';
import { definitionOrder } from './definition-order.ts';
import * as operators from './operators.ts';

type Nested = Extract<TopLevelCondition, { all: unknown }>['all'][number];

/**
 * The pack's rules in json-rules-engine. Definitions have a higher priority than what refers to them and leave their
 * result as a fact, so that none is evaluated twice.
 *
 * @returns whether each rule holds for complete facts, in the order of the pack
 */
export function jsonRules(pack: Pack, catalogue: Catalogue): (facts: Facts) => Promise<boolean[]> {
  const engine = new Engine();
  for (const [name, operator] of Object.entries(operators)) engine.addOperator<never, never>(name, operator);
  const ranked = definitionOrder(pack);
  const deepest = Math.max(...ranked.map(({ depth }) => depth));
  for (const { rule, depth } of ranked) {
    const keep = (holds: boolean) => (_: unknown, almanac: Almanac) => {
      almanac.addFact(factOf(rule.id), holds);
    };
    engine.addRule({
      name: rule.id,
      priority: deepest - depth + 1,
      conditions: { all: defeasible(rule, catalogue) },
      event: { type: rule.id },
      onSuccess: keep(true),
      onFailure: keep(false),
    });
  }
  const ids = pack.rules.map(({ id }) => id);
  return async (facts) => {
    const { results } = await engine.run(facts);
    const holding = new Set(results.map(({ name }) => name));
    return ids.map((id) => holding.has(id));
  };
}

/** The fact that says whether a definition holds; no fact of the catalogue has a space in its name. */
function factOf(definition: string): string {
  return `is ${definition}`;
}

/** Conditions that must all hold. */
function defeasible({ when, unless }: Pick<Rule, 'when' | 'unless'>, catalogue: Catalogue): Nested[] {
  const lifted = unless.map((exception: Exception) => ({
    not: { all: defeasible(exception, catalogue) },
  }));
  return [...(when ? [conditionOf(when, catalogue)] : []), ...lifted];
}

function conditionOf(condition: Condition, catalogue: Catalogue): Nested {
  switch (condition.op) {
    case 'all':
      return { all: condition.of.map((part) => conditionOf(part, catalogue)) };
    case 'any':
      return { any: condition.of.map((part) => conditionOf(part, catalogue)) };
    case 'not':
      return { not: conditionOf(condition.of, catalogue) };
    case 'is':
      return { fact: factOf(condition.id), operator: 'equal', value: true };
    case 'fact':
      return testOf(condition.fact, condition.test, catalogue);
    case 'score':
      throw new Error('packs with scores are not compared with other engines');
  }
}

const COMPARISONS = {
  'at-least': 'greaterThanInclusive',
  'more-than': 'greaterThan',
  'at-most': 'lessThanInclusive',
  'less-than': 'lessThan',
} as const;

function testOf(id: string, test: Test, catalogue: Catalogue): Nested {
  const fact = catalogue.get(id);
  switch (test.is) {
    case 'equals':
      return { fact: id, operator: 'equal', value: test.value };
    case 'any-of': {
      const ofSet = fact?.type === 'set' && (fact.options === 'places' ? 'within' : 'anyOf');
      return { fact: id, operator: ofSet || 'in', value: test.values };
    }
    case 'all-of':
      return { fact: id, operator: 'allOf', value: test.values };
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return { fact: id, operator: COMPARISONS[test.is], value: test.value };
    case 'on-or-after':
      return { fact: id, operator: 'onOrAfter', value: test.day };
    case 'before':
      return { fact: id, operator: 'before', value: test.day };
  }
}
