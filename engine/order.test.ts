import { describe, expect, it } from 'vitest';
import { catalogue, withRules } from '../test/fixtures/small-pack.ts';
import { orderAtoms } from './order.ts';

const isSet = (fact: string): boolean => catalogue.get(fact)?.type === 'set';

describe('the order of variables', () => {
  it('has every fact and member that a pack asks about, once', () => {
    const { pack } = withRules(
      '{ id: a, kind: class, title: A, cite: Art. 2, when: { all: [{ any: [{ flag: true }, { kind: one }] }, { use.purposes: [hiring, chat] }] } }',
    );
    expect(
      orderAtoms(pack, isSet)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([
      'flag',
      'kind',
      'markets=EU',
      'roles=deployer',
      'roles=provider',
      'use.purposes=chat',
      'use.purposes=hiring',
    ]);
  });

  it('keeps together what stands in one condition', () => {
    const pairs = ['flag: true, kind: one', 'size: { atLeast: 5 }, dates.placed: { before: 2026-01-01 }'];
    const rules = pairs.map(
      (pair, i) => `{ id: pair-${i}, kind: class, title: P, cite: Art. 2, scoped: false, when: { ${pair} } }`,
    );
    const keys = orderAtoms(withRules(...rules).pack, isSet).map(({ key }) => key);
    expect(Math.abs(keys.indexOf('flag') - keys.indexOf('kind'))).toBe(1);
    expect(Math.abs(keys.indexOf('size') - keys.indexOf('dates.placed'))).toBe(1);
  });
});
