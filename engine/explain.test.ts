import { expect, test } from 'vitest';
import { catalogue, profile, withRules } from '../test/fixtures/small-pack.ts';
import { evaluate } from './evaluate.ts';
import { Explainer, explain } from './explain.ts';
import type { Facts } from './facts.ts';
import type { Step } from './teller.ts';

const TODAY = '2026-11-22';
const { pack } = withRules(
  '{ id: log-more, kind: duty, title: Log more, cite: Art. 3, roles: [provider, deployer], control: event-logging, relation: equal, when: { is: risky }, unless: [{ id: small-one, cite: Art. 3, when: { size: { lessThan: 10 } } }] }',
);
const SYSTEMS: Facts[] = [
  {},
  { markets: ['EU'], roles: ['deployer'] },
  { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'], size: 5 },
  { markets: ['US'], roles: ['provider'], 'use.purposes': ['hiring'] },
];

test.each(SYSTEMS)('what is read once explains every finding as it is explained by itself: %j', (facts) => {
  const explainer = new Explainer(profile(facts), pack, catalogue, TODAY);
  for (const finding of evaluate(profile(facts), pack, catalogue, TODAY).findings) {
    const alone = explain(profile(facts), pack, catalogue, TODAY, finding.rule, finding.role ?? undefined);
    expect(explainer.explain(finding)).toEqual(alone);
  }
});

/** The definitions that have steps, in the order in which they come. */
function told(steps: readonly Step[]): string[] {
  return steps.flatMap(({ rule, steps: below }) => [
    ...(rule !== undefined && below.length > 0 ? [rule] : []),
    ...told(below),
  ]);
}

test('definitions told elsewhere are named and not told again', () => {
  const facts: Facts = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };
  const explainer = new Explainer(profile(facts), pack, catalogue, TODAY);
  const already = new Set<string>();
  const { findings } = evaluate(profile(facts), pack, catalogue, TODAY);
  const each = findings.map((finding) => told(explainer.steps(finding, already)));
  expect(each).toEqual([['in-scope'], ['risky'], [], []]);
  expect(already).toEqual(new Set(['in-scope', 'risky']));
});

test('tells by which facts the instrument reaches the system and whose role it is', () => {
  const grounds = (facts: Facts) => {
    const explainer = new Explainer(profile(facts), pack, catalogue, TODAY);
    return [explainer.scope(), explainer.role('deployer')].map(({ step, because }) => ({
      holds: step.value,
      because: because.map(({ fact }) => fact),
    }));
  };
  expect(grounds({ markets: ['EU'], roles: ['deployer'], flag: true })).toEqual([
    { holds: true, because: ['markets'] },
    { holds: true, because: ['roles'] },
  ]);
  expect(grounds({ markets: ['US'] })).toEqual([
    { holds: false, because: ['markets'] },
    { holds: null, because: [] },
  ]);
});
