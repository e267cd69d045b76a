import { describe, expect, it } from 'vitest';
import { catalogue, profile, withRules } from '../test/fixtures/small-pack.ts';
import { evaluate } from './evaluate.ts';
import type { Assessment } from './finding.ts';

/** Applies from the day a system is placed, to systems placed before a day. */
const { pack } = withRules(
  '{ id: old-systems, kind: class, title: Old, cite: Art. 2, scoped: false, when: { dates.placed: { before: 2026-08-02 } }, applies: [{ from: { fact: dates.placed, notBefore: 2025-01-01 } }] }',
);

describe('the next change while the day that opens a window is unknown', () => {
  const assess = (day: string): Assessment => evaluate(profile({ markets: [] }), pack, catalogue, day);
  const possible = (day: string): string[] =>
    assess(day)
      .findings.filter(({ rule }) => rule === 'old-systems')
      .flatMap((finding) => finding.possible.map(({ outcome }) => outcome));

  it('is the day before the one that separates systems: until then it can still be to come', () => {
    expect(possible('2026-07-31')).toContain('upcoming');
    expect(possible('2026-08-01')).not.toContain('upcoming');
    expect(assess('2026-06-01').nextChangeAt).toBe('2026-08-01');
  });

  it('does not come once nothing can change any more', () => {
    expect(assess('2026-08-01').nextChangeAt).toBeNull();
  });
});
