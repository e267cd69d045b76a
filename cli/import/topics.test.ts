import { describe, expect, it } from 'vitest';
import { loadBuiltRules } from '../built-rules.ts';
import { TOPICS } from './topics.ts';

describe('topics', () => {
  it('name facts that exist', async () => {
    const { catalogue } = await loadBuiltRules();
    const named = Object.values(TOPICS).flatMap(({ facts }) => [...facts]);
    expect(named.filter((fact) => catalogue.get(fact) === undefined)).toEqual([]);
  });
});
