import { expect, it } from 'vitest';
import { authored, catalogue, LEDGER, profile, RULES } from '../test/fixtures/small-pack.ts';
import { timeline } from './timeline.ts';

const { pack } = authored({
  rules: `${RULES.trimEnd()}
  - { id: later, kind: prohibition, title: Later, cite: Art. 2, when: { flag: true }, applies: [{ from: 2027-02-02 }] }
  - { id: short, kind: class, title: Short, cite: Art. 2, when: { flag: true }, applies: [{ from: 2026-06-01, until: 2027-01-01 }] }
`,
  ledger: LEDGER.replace('[risky]', '[risky, later, short]'),
});

const system = profile(
  { markets: ['EU'], 'use.purposes': ['hiring'], roles: ['deployer'], flag: true },
  { evidence: { 'event-logging': { status: 'implemented', expires: '2026-12-31' } } },
);

function told(from: string, to: string): string[] {
  return timeline(system, [pack], catalogue, from, to).events.map(
    ({ day, rule, change, before, after }) => `${day} ${rule} ${change}: ${before} → ${after}`,
  );
}

it('tells what starts, ends and expires, in order', () => {
  expect(told('2025-12-31', '2030-01-01')).toEqual([
    '2026-01-01 risky starts: upcoming → applies',
    '2026-01-01 keep-logs starts: upcoming → met',
    '2026-06-01 short starts: upcoming → applies',
    '2027-01-01 keep-logs expires: met → gap',
    '2027-01-01 short ends: applies → not-applicable',
    '2027-02-02 later starts: upcoming → prohibited',
  ]);
});

it('tells what may start, with the facts that decide it', () => {
  const { flag: _, ...facts } = system.facts;
  const { events } = timeline({ ...system, facts }, [pack], catalogue, '2026-06-01', '2030-01-01');
  const told = events.filter(({ rule }) => rule !== 'keep-logs');
  expect(told.map(({ day, rule, change, missing }) => [day, rule, change, missing])).toEqual([
    ['2027-01-01', 'short', 'may-end', []],
    ['2027-02-02', 'later', 'may-start', ['flag']],
  ]);
});

it('tells the last day and not the first', () => {
  expect(told('2026-01-01', '2026-06-01')).toEqual(['2026-06-01 short starts: upcoming → applies']);
  expect(told('2026-06-01', '2026-12-31')).toEqual([]);
});
