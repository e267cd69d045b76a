import { expect, it } from 'vitest';
import { authored, catalogue as base, profile, RULES } from '../test/fixtures/small-pack.ts';
import { ask } from './ask.ts';
import { Catalogue } from './facts.ts';
import { Gates } from './gates.ts';

const gate = (askWhen: Record<string, unknown>) =>
  ({ id: 'late', topic: 'test', question: 'Is it?', type: 'boolean', askWhen }) as const;
/** The gate asks for a day and a number that no rule of the small act tells apart. */
const catalogue = new Catalogue([
  ...base.facts,
  gate({ 'dates.placed': { onOrAfter: '2020-04-02' }, size: { atLeast: 7 } }),
]);

it('are read by their own days and numbers, whatever a pack tells apart', () => {
  const before = (facts: object) => new Gates(catalogue, { ...facts }, '2026-11-22').factsBefore('late');
  expect(before({})).toEqual(['size', 'dates.placed']);
  expect(before({ size: 8 })).toEqual(['dates.placed']);
  expect(before({ size: 6 })).toEqual([]);
  expect(before({ size: 8, 'dates.placed': '2020-04-01' })).toEqual([]);
  expect(new Gates(catalogue, {}, '2026-11-22').factsBefore('flag')).toEqual([]);
});

it('come before the questions behind them', () => {
  const rules = `${RULES.trimEnd()}
  - { id: x, kind: class, title: X, cite: Art. 2, when: { kind: one, flag: true } }
`;
  const asked = (facts: object) =>
    ask(profile({ markets: ['EU'], ...facts }), [authored({ rules }).pack], base, '2026-11-22').map(
      ({ fact }) => fact,
    );
  expect(asked({})).not.toContain('kind');
  expect(asked({ flag: true })).toContain('kind');
});
