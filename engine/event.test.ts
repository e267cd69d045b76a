import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter } from './day.ts';
import { changedInputs, HORIZONS, type News, nearing } from './event.ts';
import type { Deadline } from './portfolio.ts';

const deadline = (day: string, of = 'act'): Deadline => ({
  day,
  kind: 'starts',
  of,
  owner: null,
  rules: [`${of}/rule`],
});
const START = '2026-01-01';

describe('what is told of deadlines', () => {
  it('is each of them, once at every horizon, whenever somebody looks', () => {
    const looks = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 40 });
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 5 });
    fc.assert(
      fc.property(looks, days, (looked, inDays) => {
        const deadlines = inDays.map((days) => deadline(dayAfter(START, days)));
        let told = {};
        const news: News[] = [];
        for (const look of looked.sort((a, b) => a - b)) {
          const today = dayAfter(START, look);
          const near = nearing(
            deadlines.filter(({ day }) => day >= today),
            told,
            today,
          );
          told = near.told;
          news.push(...near.news);
          // Nothing is told twice on a day, and the next day on which there is news is in the future.
          expect(
            nearing(
              deadlines.filter(({ day }) => day >= today),
              told,
              today,
            ).news,
          ).toEqual([]);
          if (near.next !== null) expect(near.next > today).toBe(true);
        }
        for (const days of inDays) {
          const reached = HORIZONS.filter((horizon, i) => {
            const [from, to] = [days - horizon, days - (HORIZONS[i + 1] ?? -1)];
            return looked.some((look) => look >= from && look < to);
          });
          const said = news.filter((piece) => 'day' in piece && piece.day === dayAfter(START, days));
          expect(said).toHaveLength(reached.length);
        }
      }),
    );
  });

  it('comes up again on the day of the next horizon', () => {
    const [day] = [dayAfter(START, 200)];
    expect(nearing([deadline(day)], {}, START)).toEqual({ news: [], told: {}, next: dayAfter(START, 110) });
    const near = nearing([deadline(day)], {}, dayAfter(START, 110));
    expect(near.news).toEqual([
      { kind: 'DeadlineApproaching', day, of: 'act', owner: null, rules: ['act/rule'], daysLeft: 90 },
    ]);
    expect(near.next).toBe(dayAfter(START, 170));
  });
});

describe('what differs between two assessments', () => {
  const made = {
    profileVersion: 1,
    declared: 0,
    packDigest: 'a',
    catalogueDigest: 'b',
    asOf: START,
    engine: '1',
  };
  it('is named input by input', () => {
    expect(changedInputs(made, made)).toEqual([]);
    expect(changedInputs(made, { ...made, declared: 1, asOf: '2026-01-02' })).toEqual(['evidence', 'time']);
    expect(changedInputs(made, { ...made, catalogueDigest: 'c' })).toEqual(['pack']);
    expect(changedInputs(made, { ...made, profileVersion: 2, engine: '2' })).toEqual(['profile', 'engine']);
  });
});
