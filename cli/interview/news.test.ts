import { expect, it } from 'vitest';
import { catalogue, profile, withRules } from '../../test/fixtures/small-pack.ts';
import { newsOf } from './news.ts';
import { Standpoint } from './standings.ts';

const CLASSES = ['a', 'b', 'c', 'd'].map(
  (id) => `{ id: ${id}, kind: class, title: ${id.toUpperCase()}, cite: Art. 2, when: { flag: true } }`,
);
const DUTIES = ['2026-01-01', '2027-01-01'].map(
  (from, i) =>
    `{ id: duty-${i}, kind: duty, title: Duty, cite: Art. 2, roles: [deployer], control: event-logging, relation: equal, when: { flag: true }, applies: [{ from: ${from} }] }`,
);
const { pack } = withRules(...CLASSES, ...DUTIES);
const standpoint = new Standpoint(catalogue, '2026-11-22');
const [fact] = catalogue.facts;

async function newsOfFlag(...answers: boolean[]) {
  if (!fact) throw new Error('the fixture has changed');
  const known = { markets: ['EU'], roles: ['deployer'], 'use.purposes': [] };
  let before = await standpoint.first(profile(known), [pack]);
  let after = before;
  for (const flag of answers) {
    before = after;
    after = await standpoint.after(before, profile({ ...known, flag }), fact);
  }
  return newsOf(before, after);
}

it('names a few of many classes, and counts duties of today and of later', async () => {
  expect(await newsOfFlag(true)).toEqual({
    said: [
      'That settles 6 findings. Nothing is open any more.',
      'Applies: A (Small Act, Art. 2); B (Small Act, Art. 2); and 2 more.',
      'Duties: 1 duty today, 1 from a later day.',
    ],
    alarms: [],
  });
});

it('knows that a changed answer changes what was settled', async () => {
  expect((await newsOfFlag(false, true)).said).toContain(
    'Applies: A (Small Act, Art. 2); B (Small Act, Art. 2); and 2 more.',
  );
});

it('notices what somebody else changed meanwhile', async () => {
  if (!fact) throw new Error('the fixture has changed');
  const before = await standpoint.first(profile({}), [pack]);
  const after = await standpoint.after(before, profile({ flag: true, markets: ['KR'] }), fact);
  expect(after.questions).toEqual([]);
});
