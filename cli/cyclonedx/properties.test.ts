import { describe, expect, it } from 'vitest';
import { Catalogue } from '../../engine/facts.ts';
import type { Assessment, Finding } from '../../engine/finding.ts';
import type { Profile } from '../../engine/profile.ts';
import { reportOn } from '../../engine/system-report.ts';
import { version } from '../version.ts';
import { propertiesOf } from './properties.ts';

const PROFILE: Profile = {
  jurismap: 1,
  system: { id: 'ranker', name: 'Ranker', version: '2', owner: { name: 'Ann', email: 'ann@example.org' } },
  facts: {},
  evidence: {},
  waivers: [],
  measurements: {},
};

const FINDING: Finding = {
  rule: 'art-1',
  kind: 'duty',
  title: 'Say so',
  cite: 'Art. 1',
  role: 'deployer',
  outcome: 'gap',
  appliesFrom: '2026-01-01',
  readiness: null,
  reason: 'none-declared',
  exception: null,
  notEnforced: null,
  routes: [],
  control: 'notice',
  controls: ['notice'],
  relation: 'equal',
  beyondControls: null,
  severity: 'high',
  force: 'binding',
  penalty: null,
  missing: [],
  possible: [],
  because: [],
  evidence: [],
  unverified: null,
  ruleDigest: 'd',
};

const ASSESSMENT: Assessment = {
  pack: 'an-act',
  version: '1.2.0',
  title: 'An act',
  jurisdiction: 'EU',
  digest: 'd',
  packDigest: 'd',
  profileDigest: 'abc',
  catalogueDigest: 'd',
  engine: '1',
  asOf: '2026-12-01',
  verified: '2026-11-20',
  applicability: 'in-scope',
  scopeMissing: [],
  nextChangeAt: null,
  findings: [FINDING],
  scores: [],
  measures: [],
};

function texts(assessment: Partial<Assessment>): string[] {
  const report = reportOn(PROFILE, [], new Catalogue([]), '2026-12-01');
  const assessments = [{ ...ASSESSMENT, ...assessment }];
  return propertiesOf(PROFILE, { ...report, assessments }).map(({ name, value }) => `${name} = ${value}`);
}

function findingText(finding: Partial<Finding>): string | undefined {
  return texts({ findings: [{ ...FINDING, ...finding }] }).find((text) =>
    text.startsWith('jurismap:finding:'),
  );
}

describe('properties', () => {
  it('say what was evaluated, when, with what, and what it came to', () => {
    expect(texts({})).toEqual([
      'jurismap:notice = The result of encoded rules, applied to facts that the owner of the system stated. No legal advice, and no attestation that anything conforms.',
      `jurismap:version = ${version()}`,
      'jurismap:as-of = 2026-12-01',
      'jurismap:system:id = ranker',
      'jurismap:system:name = Ranker',
      'jurismap:system:version = 2',
      'jurismap:system:owner = Ann',
      'jurismap:system:owner-email = ann@example.org',
      'jurismap:profile-digest = abc',
      expect.stringMatching(/^jurismap:gate = pass: nothing is in scope/),
      'jurismap:pack:an-act = in-scope: An act; version 1.2.0, compared with its source on 2026-11-20; 0 of 1 rules not applicable',
      'jurismap:finding:an-act:art-1:deployer = gap: Say so (Art. 1); duty; severity high; none declared',
    ]);
  });

  it.each<[Partial<Finding>, string]>([
    [{ outcome: 'met', reason: null }, 'met: Say so (Art. 1); duty; severity high; by what is declared'],
    [
      { outcome: 'partial', reason: 'beyond-controls', beyondControls: 'the day' },
      'partial: Say so (Art. 1); duty; severity high; not shown: the day',
    ],
    [
      {
        outcome: 'undetermined',
        reason: null,
        missing: ['roles', 'markets'],
        possible: [
          { outcome: 'gap', appliesFrom: null },
          { outcome: 'upcoming', appliesFrom: '2027-01-01' },
          { outcome: 'upcoming', appliesFrom: '2028-01-01' },
        ],
      },
      'undetermined: Say so (Art. 1); duty; severity high; depends on roles, markets; can come to gap, upcoming',
    ],
    [
      { outcome: 'upcoming', appliesFrom: '2027-12-02', readiness: 'gap', reason: null },
      'upcoming: Say so (Art. 1); duty; severity high; from 2027-12-02; gap if it applied already',
    ],
    [
      { outcome: 'upcoming', appliesFrom: null, reason: null, force: 'guidance', unverified: 'no text' },
      'upcoming: Say so (Art. 1); duty; severity high; guidance, not binding; from a day still unknown; not compared with the official text',
    ],
    [
      { outcome: 'prohibited', kind: 'prohibition', reason: null, notEnforced: 'stayed by a court' },
      'prohibited: Say so (Art. 1); prohibition; severity high; not enforced: stayed by a court',
    ],
  ])('begin with the outcome of %j', (finding, text) => {
    expect(findingText(finding)).toBe(`jurismap:finding:an-act:art-1:deployer = ${text}`);
  });

  it('count what does not apply, and never leave out what is undetermined', () => {
    const findings = (['not-applicable', 'clear', 'undetermined', 'waived'] as const).map(
      (outcome, i): Finding => ({ ...FINDING, rule: `r-${i}`, role: null, outcome }),
    );
    const told = (applicability: Assessment['applicability']): string[] =>
      texts({ findings, applicability }).flatMap(
        (text) => /^jurismap:finding:an-act:(\S+)/.exec(text)?.[1] ?? [],
      );
    expect(told('in-scope')).toEqual(['r-1', 'r-2', 'r-3']);
    expect(told('out-of-scope')).toEqual(['r-2', 'r-3']);
  });

  it('tell of open scopes and scores', () => {
    const score = { id: 'impact', title: 'Impact', cite: 'App. B', soFar: 3, missing: ['roles'] };
    const scores = [
      { ...score, value: null, lowest: 3, highest: 9 },
      { ...score, id: 'raw', value: 5, lowest: 5, highest: 5 },
    ];
    expect(texts({ scores, applicability: 'undetermined', scopeMissing: ['markets'] }).slice(-4, -1)).toEqual(
      [
        'jurismap:pack:an-act = undetermined: An act; version 1.2.0, compared with its source on 2026-11-20; scope depends on markets; 0 of 1 rules not applicable',
        'jurismap:score:an-act:impact = undetermined, from 3 to 9: Impact (App. B)',
        'jurismap:score:an-act:raw = 5: Impact (App. B)',
      ],
    );
  });
});
