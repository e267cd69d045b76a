import { expect, it } from 'vitest';
import type { ApiFinding } from './api-client.ts';
import { findingsText } from './findings-text.ts';

const FINDING: ApiFinding = {
  pack: 'eu-ai-act',
  rule: 'art-26-6-logs',
  kind: 'duty',
  force: 'binding',
  severity: 'high',
  title: 'Keep the logs',
  cite: 'Art. 26(6)',
  role: 'deployer',
  outcome: 'gap',
  appliesFrom: null,
  missing: [],
};

it('says the gravest first, what is missing, what comes when, and how much was looked at', () => {
  const text = findingsText([
    { ...FINDING, outcome: 'not-applicable' },
    { ...FINDING, outcome: 'undetermined', missing: ['roles', 'markets'] },
    { ...FINDING, outcome: 'upcoming', appliesFrom: '2027-12-02' },
    FINDING,
    {
      ...FINDING,
      pack: 'nist-ai-rmf',
      cite: 'GOVERN 1.1',
      force: 'voluntary',
      role: null,
      title: 'Know the law',
    },
    { ...FINDING, outcome: 'applies', kind: 'class', role: null, title: 'High-risk', cite: 'Art. 6' },
    { ...FINDING, outcome: 'clear', kind: 'prohibition' },
  ]);
  expect(text).toBe(`  What it is (1)
    High-risk (eu-ai-act Art. 6)

  Owed now, with nothing to show for it (1)
    deployer: Keep the logs (eu-ai-act Art. 26(6))

  Coming (1)
    deployer: Keep the logs (eu-ai-act Art. 26(6), from 2027-12-02)

  Not decided, because facts are missing (1)
    deployer: Keep the logs (eu-ai-act Art. 26(6))
        needs roles, markets

  Advised, and not shown or in part only (1)
    Know the law (nist-ai-rmf GOVERN 1.1)

  2 other rules were looked at and do not apply or are clear.`);
});

it('shortens long lists', () => {
  expect(findingsText(Array.from({ length: 11 }, () => FINDING))).toContain('… and 3 more');
});

it('puts first within a section what could be dearest', () => {
  const open: ApiFinding = { ...FINDING, outcome: 'undetermined', role: null };
  const text = findingsText([
    { ...open, kind: 'permission', title: 'May' },
    { ...open, severity: 'low', title: 'Minor' },
    { ...open, title: 'Major' },
    { ...open, kind: 'prohibition', severity: 'critical', title: 'Never' },
  ]);
  expect(text.match(/May|Minor|Major|Never/g)).toEqual(['Never', 'Major', 'Minor', 'May']);
});
