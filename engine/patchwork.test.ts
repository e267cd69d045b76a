import { describe, expect, it } from 'vitest';
import { authored, catalogue, LEDGER, MANIFEST, profile, RULES } from '../test/fixtures/small-pack.ts';
import { type Conflict, readConflicts } from './conflict.ts';
import { readDocument } from './document.ts';
import { patchwork } from './patchwork.ts';
import { InputError } from './problem.ts';
import type { Profile } from './profile.ts';

/** Two instruments that ask for logs: one for six months, the other for two years and for more than logs. */
const eu = authored({
  rules: RULES.replace(
    'control: event-logging',
    'control: event-logging, parameters: { retention: { bound: at-least, value: 6, unit: months, after: creation } }',
  ),
}).pack;
const kr = authored({
  manifest: MANIFEST.replace('pack: small-act', 'pack: other-act').replace(
    'jurisdiction: EU',
    'jurisdiction: KR',
  ),
  rules: `
rules:
  - { id: in-scope, kind: definition, title: Scope, cite: Art. 1, when: { markets: KR } }
  - id: logs
    kind: duty
    title: Keep and publish logs
    cite: Art. 2
    control: [event-logging, publication]
    relation: superset
    missing: publication in Korean
    parameters:
      retention: { bound: at-least, value: 24, unit: months, after: creation }
      report: { bound: at-most, value: 3, unit: days }
  - { id: delete, kind: duty, title: Delete, cite: Art. 3, when: { flag: true }, control: deletion, relation: equal, applies: [{ from: 2027-05-01 }] }
`,
  ledger: LEDGER.replace('[risky]', '[logs]').replace('[keep-logs]', '[delete]'),
}).pack;
const packs = [eu, kr];

const CONFLICTS = `
conflicts:
  - id: keep-or-delete
    kind: tension
    title: Logs kept and deleted
    sides:
      - { pack: small-act, rules: [keep-logs], says: keep them }
      - { pack: other-act, rules: [delete], says: delete them }
    when: { dates.placed: { onOrAfter: 2026-01-01 } }
    explanation: One keeps what the other deletes.
    reconcile: [Keep what is due and delete the rest.]
  - id: always
    kind: cumulative
    title: Reach
    sides:
      - { pack: other-act, cite: Art. 9, says: fines }
      - { instrument: Treaty, cite: Art. 1, says: more fines }
    explanation: Both fine.
    reconcile: [Pay once.]
`;
const read = (text: string): Conflict[] =>
  readConflicts(readDocument(text, 'conflicts.yaml'), packs, catalogue);
const control = (id: string, aliases: string[] = []) => ({
  id,
  family: 'design' as const,
  title: id,
  definition: id,
  evidence: [],
  crosswalk: {},
  aliases,
});
const rules = {
  catalogue,
  controls: [
    control('event-logging'),
    control('publication'),
    control('erasure', ['deletion']),
    control('unused'),
  ],
  parameters: {
    parameters: [{ id: 'retention', title: 'Retention' }],
    events: [{ id: 'creation', title: 'it is made' }],
  },
  conflicts: read(CONFLICTS),
  packs,
};

function patch(facts: Profile['facts'], more: Partial<Profile> = {}, asOf = '2026-11-22') {
  return patchwork(profile(facts, more), rules, asOf);
}

const BOTH = {
  markets: ['EU', 'KR'],
  'use.purposes': ['hiring'],
  roles: ['deployer'],
  flag: true,
  'dates.placed': '2026-02-01',
};

describe('a patchwork', () => {
  it('lays the duties of all instruments out by control', () => {
    const { controls, instruments } = patch(BOTH);
    expect(instruments.map(({ pack }) => pack)).toEqual(['small-act', 'other-act']);
    expect(controls.map((row) => row.control)).toEqual(['event-logging', 'publication', 'erasure']);
    expect(controls[0]?.cells).toMatchObject([
      {
        pack: 'small-act',
        duties: [{ rule: 'keep-logs', role: 'deployer', outcome: 'gap', relation: 'equal' }],
      },
      {
        pack: 'other-act',
        duties: [
          {
            rule: 'logs',
            relation: 'superset',
            beyondControls: 'publication in Korean',
            alsoNeeds: ['publication'],
          },
        ],
      },
    ]);
    expect(controls[2]?.cells[0]?.duties).toMatchObject([
      { outcome: 'upcoming', appliesFrom: '2027-05-01', readiness: 'gap' },
    ]);
  });

  it('names what one piece of evidence would settle, and nothing that asks for more', () => {
    const settles = (more: Partial<Profile> = {}) => patch(BOTH, more).controls.map((row) => row.settles);
    expect(settles()).toEqual([['small-act/keep-logs@deployer'], [], ['other-act/delete']]);
    expect(settles({ evidence: { 'event-logging': { status: 'implemented' } } })).toEqual([
      [],
      [],
      ['other-act/delete'],
    ]);
  });

  it('leaves out instruments and duties that do not apply', () => {
    const { controls, instruments, conflicts } = patch({ ...BOTH, markets: ['EU'] });
    expect(instruments.map(({ pack }) => pack)).toEqual(['small-act']);
    expect(controls.map((row) => row.control)).toEqual(['event-logging']);
    expect(conflicts).toEqual([]);
  });

  it('compares quantities only where bound, unit and event agree', () => {
    expect(patch(BOTH).controls[0]?.quantities).toMatchObject([
      {
        parameter: 'retention',
        title: 'Retention',
        comparable: [{ bound: 'at-least', unit: 'months', after: 'creation', strictest: 24, possible: null }],
      },
      { parameter: 'report', comparable: [{ bound: 'at-most', after: null, strictest: 3 }] },
    ]);
  });

  it('says when a duty still undetermined would be stricter', () => {
    const { markets: _, ...facts } = BOTH;
    const [retention] = patch({ ...facts, markets: ['EU', 'KR'] }).controls[0]?.quantities ?? [];
    expect(retention?.comparable[0]).toMatchObject({ strictest: 24, possible: null });
    const [open] = patch(facts).controls[0]?.quantities ?? [];
    expect(open?.comparable[0]).toMatchObject({ strictest: null, possible: 24 });
  });

  it('names places without a pack', () => {
    expect(patch({ ...BOTH, markets: ['EU', 'KR', 'JP'] }).uncovered).toEqual(['JP']);
  });
});

describe('a conflict', () => {
  const states = (facts: Profile['facts'], asOf?: string) =>
    patch(facts, {}, asOf).conflicts.map(({ id, state, from, missing }) => ({ id, state, from, missing }));

  it('bites when all its sides apply, and will when they will', () => {
    expect(states(BOTH, '2027-05-01')[0]).toEqual({
      id: 'keep-or-delete',
      state: 'now',
      from: null,
      missing: [],
    });
    expect(states(BOTH)[0]).toEqual({
      id: 'keep-or-delete',
      state: 'later',
      from: '2027-05-01',
      missing: [],
    });
  });

  it('does not bite where one side has ended before the other begins', () => {
    const ended = authored({
      rules: RULES.replace(
        'control: event-logging',
        'applies: [{ from: 2026-01-01, until: 2027-05-01 }], control: event-logging',
      ),
    }).pack;
    const { conflicts } = patchwork(profile(BOTH), { ...rules, packs: [ended, kr] }, '2026-11-22');
    expect(conflicts.map(({ id }) => id)).toEqual(['always']);
  });

  it('is undetermined with the facts that settle it', () => {
    const { flag: _, ...facts } = BOTH;
    expect(states(facts)[0]).toEqual({
      id: 'keep-or-delete',
      state: 'undetermined',
      from: null,
      missing: ['flag'],
    });
    const { 'dates.placed': __, ...undated } = BOTH;
    expect(states(undated)[0]?.missing).toEqual(['dates.placed']);
  });

  it('does not bite without its facts or one of its sides', () => {
    expect(states({ ...BOTH, 'dates.placed': '2025-01-01' }).map(({ id }) => id)).toEqual(['always']);
    expect(states({ ...BOTH, flag: false }).map(({ id }) => id)).toEqual(['always']);
  });

  it('shows the pinpoints of its sides', () => {
    expect(patch(BOTH).conflicts.map(({ sides }) => sides.map(({ cites }) => cites.join()))).toEqual([
      ['Art. 3', 'Art. 3'],
      ['Art. 9', 'Art. 1'],
    ]);
  });

  it.each([
    [
      'an unknown pack',
      CONFLICTS.replace('pack: small-act', 'pack: smal-act'),
      /no pack is called "smal-act".*did you mean/,
    ],
    [
      'an unknown rule',
      CONFLICTS.replace('rules: [delete]', 'rules: [delet]'),
      /other-act has no rule "delet"/,
    ],
    [
      'a provision that is none',
      CONFLICTS.replace('cite: Art. 9', 'cite: Art. 99'),
      /"Art. 99" is no provision of other-act/,
    ],
    ['an unknown fact', CONFLICTS.replace('dates.placed', 'dates.plced'), /no fact is called "dates.plced"/],
    ['no way out', CONFLICTS.replace('[Pay once.]', '[]'), /reconcile/],
  ])('is refused with %s', (_, text, reason) => {
    expect(() => read(text)).toThrow(InputError);
    expect(() => read(text)).toThrow(reason);
    expect(() => read(text)).toThrow(/^conflicts\.yaml:\d+:\d+/);
  });
});
