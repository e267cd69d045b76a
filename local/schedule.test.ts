import { describe, expect, it } from 'vitest';
import { nextDaily } from './schedule.ts';

describe('a daily schedule', () => {
  it.each([
    ['2026-11-26T00:59:59Z', '2026-11-26T01:00:00Z'],
    ['2026-11-26T01:00:00Z', '2026-11-27T01:00:00Z'],
    ['2026-12-31T20:00:00Z', '2027-01-01T01:00:00Z'],
  ])('after %s comes up at %s', (now, next) => {
    expect(nextDaily('cron(0 1 * * ? *)', new Date(now))).toEqual(new Date(next));
  });

  it('is the only kind that is kept', () => {
    expect(() => nextDaily('rate(1 hour)', new Date())).toThrow('daily schedules only');
  });
});
