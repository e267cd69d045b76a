import { describe, expect, it } from 'vitest';
import { authored, catalogue, profile, RULES } from '../test/fixtures/small-pack.ts';
import { monthsAfter } from './day.ts';
import { evaluate } from './evaluate.ts';
import type { Profile } from './profile.ts';

/** The duty to keep logs, with what it asks to be measured. */
function packAsking(measured: string) {
  const rules = RULES.replace('control: event-logging', `control: event-logging, measured: ${measured}`);
  return authored({ rules }).pack;
}
const WITHIN_A_YEAR = packAsking('[{ of: accuracy, cite: Art. 2, within: 12 months, atLeast: 0.9 }]');
const FACTS = { markets: ['DE'], roles: ['deployer'], 'use.purposes': ['hiring'] };
const SHOWN: Partial<Profile> = { evidence: { 'event-logging': { status: 'implemented' } } };

function logs(
  day: string,
  measurements: Profile['measurements'],
  more: Partial<Profile> = SHOWN,
  pack = WITHIN_A_YEAR,
) {
  const assessment = evaluate(profile(FACTS, { ...more, measurements }), pack, catalogue, day);
  const found = assessment.findings.find(({ control }) => control === 'event-logging');
  return { outcome: found?.outcome, reason: found?.reason, next: assessment.nextChangeAt };
}
const accuracy = (collected: string, value = 0.95, version?: string) =>
  ({ figure: 'accuracy', value, collected, ...(version && { version }) }) as const;

describe('a duty that asks for something to be measured', () => {
  it('is shown in part only while nothing is', () => {
    expect(logs('2027-03-01', {})).toMatchObject({ outcome: 'partial', reason: 'not-measured' });
    expect(logs('2027-03-01', { a: { ...accuracy('2027-01-31'), figure: 'recall' } })).toMatchObject({
      reason: 'not-measured',
    });
    expect(logs('2027-03-01', { a: accuracy('2027-03-02') })).toMatchObject({ reason: 'not-measured' });
    expect(logs('2027-03-01', { a: accuracy('2027-01-31', 0.95, '9') })).toMatchObject({
      reason: 'not-measured',
    });
  });

  it('is met until the measurement is too old, and says on which day that is', () => {
    const measured = { a: accuracy('2027-01-31') };
    expect(logs('2027-03-01', measured)).toMatchObject({ outcome: 'met', next: '2028-02-01' });
    expect(logs('2028-01-31', measured).outcome).toBe('met');
    expect(logs('2028-02-01', measured)).toMatchObject({
      outcome: 'partial',
      reason: 'measured-too-long-ago',
    });
    expect(logs('2028-02-01', { ...measured, b: accuracy('2027-12-01') }).outcome).toBe('met');
  });

  it('is a gap where what was measured is out of bounds, until it is measured no more', () => {
    expect(logs('2027-03-01', { a: accuracy('2027-02-01', 0.89) })).toMatchObject({
      outcome: 'gap',
      reason: 'out-of-bounds',
    });
    const both = { a: accuracy('2027-02-01'), women: { ...accuracy('2027-02-01', 0.8), group: 'women' } };
    expect(logs('2027-03-01', both)).toMatchObject({ outcome: 'gap', reason: 'out-of-bounds' });
    expect(logs('2027-03-01', { a: accuracy('2027-02-01', 0.9) }).outcome).toBe('met');
  });

  it('is not shown by a measurement alone', () => {
    expect(logs('2027-03-01', { a: accuracy('2027-02-01') }, {})).toMatchObject({
      outcome: 'gap',
      reason: 'none-declared',
    });
  });

  it('takes counts of groups for the rate they are of', () => {
    const pack = packAsking('[{ of: selection, cite: Art. 2, within: 30 days }]');
    const tables = [{ by: ['sex'], groups: [{ of: ['female'], assessed: 2, selected: 1 }] }];
    const counted = { a: { rate: 'selection', collected: '2027-02-01', tables } } as const;
    expect(logs('2027-03-03', counted, SHOWN, pack)).toMatchObject({ outcome: 'met', next: '2027-03-04' });
    expect(logs('2027-03-04', counted, SHOWN, pack).reason).toBe('measured-too-long-ago');
  });
});

describe('what a pack asks to be measured', () => {
  it.each([
    ['[{ of: charm, cite: Art. 2 }]', '"charm" is not one of'],
    ['[{ of: accuracy, cite: Art. 2, within: a while }]', 'write a period such as'],
    ['[{ of: selection, cite: Art. 2, atLeast: 0.8 }]', 'bounds a rate of groups'],
  ])('is refused as %s', (measured, reason) => {
    expect(() => packAsking(measured)).toThrow(reason);
  });
});

it('months end where a month has no such day', () => {
  expect(monthsAfter('2027-01-31', 1)).toBe('2027-02-28');
  expect(monthsAfter('2027-12-15', 2)).toBe('2028-02-15');
  expect(monthsAfter('2028-02-29', 12)).toBe('2029-02-28');
});
