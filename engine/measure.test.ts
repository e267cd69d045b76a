import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authored, catalogue, profile, RULES } from '../test/fixtures/small-pack.ts';
import { checkProfile } from './check-profile.ts';
import { evaluate } from './evaluate.ts';
import { unreadTables } from './measure.ts';
import type { GroupCounts, MeasuredTable, Measurement } from './measurement.ts';
import { InputError } from './problem.ts';

const MEASURES = `
measures:
  - id: selection
    title: Selection rates
    cite: Art. 3
    rate: selection
    tables: [[sex], [sex, origin]]
    groups: { sex: [female, male], origin: [a, b] }
    smallGroups: { below: 0.02, cite: Art. 9 }
    flagBelow: { ratio: 0.8, cite: Art. 3 }
    supplies: size
  - id: scoring
    title: Scoring rates
    cite: Art. 3
    rate: scoring
    tables: [[sex]]
`;
const pack = authored({
  rules: `${RULES.trimEnd()}
  - { id: uneven, kind: class, title: Uneven, cite: Art. 2, when: { size: { lessThan: 0.8 } } }
${MEASURES}`,
}).pack;

function measurement(tables: MeasuredTable[], rate: GroupCounts['rate'] = 'selection'): GroupCounts {
  return { rate, collected: '2026-03-01', tables };
}

function assess(one: Measurement, facts = {}) {
  const system = profile({ markets: ['EU'], ...facts }, { measurements: { audit: one } });
  return evaluate(system, pack, catalogue, '2026-11-22');
}

function groupsOf(one: Measurement) {
  return assess(one).measures[0]?.tables[0]?.groups;
}

describe('a measure of selection', () => {
  it('divides each rate by the highest', () => {
    const table = {
      by: ['sex'],
      groups: [
        { of: ['a'], assessed: 200, selected: 90 },
        { of: ['b'], assessed: 150, selected: 54 },
        { of: ['c'], assessed: 50, selected: 24 },
      ],
    };
    expect(groupsOf(measurement([table]))).toMatchObject([
      { rate: 0.45, ratio: 0.9375, flagged: false },
      { rate: 0.36, ratio: 0.75, flagged: true },
      { rate: 0.48, ratio: 1, flagged: false },
    ]);
    expect(assess(measurement([table])).measures[0]?.tables[0]?.reference).toEqual(['c']);
  });

  it('does not flag a ratio that is exactly the mark', () => {
    const groups = [
      { of: ['female'], assessed: 10_000_000, selected: 4_000_000 },
      { of: ['male'], assessed: 3, selected: 1 },
      { of: ['other'], assessed: 9_999_999, selected: 5_000_000 },
    ];
    const exact = [
      { of: ['female'], assessed: 35, selected: 12 },
      { of: ['male'], assessed: 7, selected: 3 },
    ];
    expect(groupsOf(measurement([{ by: ['sex'], groups: exact }]))?.map(({ flagged }) => flagged)).toEqual([
      false,
      false,
    ]);
    expect(groupsOf(measurement([{ by: ['sex'], groups }]))?.map(({ flagged }) => flagged)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('computes nothing where nobody was selected, or nobody assessed', () => {
    const none = [
      { of: ['female'], assessed: 5, selected: 0 },
      { of: ['male'], assessed: 5, selected: 0 },
    ];
    expect(groupsOf(measurement([{ by: ['sex'], groups: none }]))).toMatchObject([
      { rate: 0, ratio: null, state: 'not-computable' },
      { rate: 0, ratio: null, state: 'not-computable' },
    ]);
    const empty = [
      { of: ['female'], assessed: 0, selected: 0 },
      { of: ['male'], assessed: 5, selected: 1 },
    ];
    expect(groupsOf(measurement([{ by: ['sex'], groups: empty }]))).toMatchObject([
      { rate: null, ratio: null, state: 'not-computable' },
      { rate: 0.2, ratio: 1 },
    ]);
  });

  it('leaves out a small group only when it is below the share, and only when told', () => {
    const groups = (assessed: number, exclude: boolean) => [
      { of: ['female'], assessed, selected: assessed, exclude },
      { of: ['male'], assessed: 100 - assessed, selected: 10 },
    ];
    const out = groupsOf(measurement([{ by: ['sex'], groups: groups(1, true) }]));
    expect(out).toMatchObject([{ rate: 1, ratio: null, state: 'excluded' }, { ratio: 1 }]);
    // Exactly 2 % stays in.
    const stays = groupsOf(measurement([{ by: ['sex'], groups: groups(2, true) }]));
    expect(stays?.[0]).toMatchObject({ ratio: 1, state: 'computed' });
    expect(stays?.[0]?.note).toMatch(/not small enough/);
    expect(groupsOf(measurement([{ by: ['sex'], groups: groups(1, false) }]))?.[0]?.state).toBe('computed');
  });

  it('names categories and tables that are absent', () => {
    const [result] = assess(
      measurement([{ by: ['sex', 'origin'], groups: [{ of: ['female', 'a'], assessed: 9, selected: 1 }] }]),
    ).measures;
    expect(result?.tables[0]?.absent).toEqual(['female/b', 'male/a', 'male/b']);
    expect(result?.absentTables).toEqual([['sex']]);
  });

  describe('that supplies a fact', () => {
    const bySex: MeasuredTable = {
      by: ['sex'],
      groups: [
        { of: ['female'], assessed: 100, selected: 30 },
        { of: ['male'], assessed: 100, selected: 60 },
      ],
    };
    const byBoth: MeasuredTable = {
      by: ['origin', 'sex'],
      groups: ['a', 'b'].flatMap((origin) =>
        ['female', 'male'].map((sex) => ({ of: [origin, sex], assessed: 50, selected: 20 })),
      ),
    };
    const uneven = (tables: MeasuredTable[], facts: object = {}, version?: string) => {
      const one = { ...measurement(tables), ...(version && { version }) };
      return assess(one, facts).findings.find(({ rule }) => rule === 'uneven');
    };

    it('answers it with the lowest ratio, before what the profile states', () => {
      const found = { outcome: 'applies', because: [{ fact: 'markets' }, { fact: 'size', value: 0.5 }] };
      expect(uneven([bySex, byBoth])).toMatchObject(found);
      expect(uneven([bySex, byBoth], { size: 1 })).toMatchObject(found);
    });

    it('reads a table whatever the order of its dimensions', () => {
      const [result] = assess(measurement([bySex, byBoth])).measures;
      expect(result?.tables[1]).toMatchObject({ by: ['sex', 'origin'], absent: [] });
      expect(result?.tables[1]?.groups[1]?.of).toEqual(['male', 'a']);
    });

    it('only bounds it while a table or a group is missing, which can have a lower ratio', () => {
      expect(uneven([byBoth])).toMatchObject({ outcome: 'undetermined', missing: ['size'] });
      const without = {
        ...bySex,
        groups: [...bySex.groups, { of: ['other'], assessed: 9, selected: 6 }].slice(1),
      };
      expect(uneven([without, byBoth])).toMatchObject({ outcome: 'undetermined' });
    });

    it('is settled by a bound that no lower ratio can turn', () => {
      expect(uneven([bySex])).toMatchObject({ outcome: 'applies', missing: [] });
      expect(uneven([bySex], { size: 1 })).toMatchObject({ outcome: 'applies' });
      expect(uneven([byBoth], { size: 0.5 })).toMatchObject({ outcome: 'applies' });
    });

    it('never turns when a table or a group is added', () => {
      const counts = fc
        .tuple(fc.nat(40), fc.nat(40))
        .map(([a, b]) => ({ assessed: Math.max(a, b), selected: Math.min(a, b) }));
      fc.assert(
        fc.property(fc.array(counts, { minLength: 6, maxLength: 6 }), fc.nat(5), (all, cut) => {
          const names = [
            ['female'],
            ['male'],
            ['female', 'a'],
            ['female', 'b'],
            ['male', 'a'],
            ['male', 'b'],
          ];
          const groups = all.map((count, i) => ({ of: names[i] ?? [], ...count }));
          const tables = (kept: typeof groups) =>
            [
              { by: ['sex'], groups: kept.filter(({ of }) => of.length === 1) },
              { by: ['sex', 'origin'], groups: kept.filter(({ of }) => of.length === 2) },
            ].filter((table) => table.groups.length > 0);
          const before = uneven(tables(groups.slice(0, cut)));
          const after = uneven(tables(groups));
          if (before && before.outcome !== 'undetermined') expect(after?.outcome).toBe(before.outcome);
        }),
      );
    });

    it('counts a group with nobody in it as given', () => {
      const groups = [...bySex.groups.slice(1), { of: ['female'], assessed: 0, selected: 0 }];
      expect(uneven([{ ...bySex, groups }, byBoth])).toMatchObject({ outcome: 'not-applicable' });
    });

    it('does not answer it for another version of the system', () => {
      expect(uneven([bySex, byBoth], {}, '2.0')).toMatchObject({ outcome: 'undetermined' });
    });
  });

  it('names the tables that nobody reads', () => {
    const audit = measurement([{ by: ['gender'], groups: [{ of: ['x'], assessed: 1, selected: 1 }] }]);
    const system = profile({}, { measurements: { audit, old: { ...audit, version: '0.1' } } });
    expect(unreadTables([pack], system)).toEqual(['audit: by gender', 'old: by gender']);
  });
});

describe('a measure of scores', () => {
  it('counts scores strictly above the median of everybody', () => {
    const groups = [
      { of: ['a'], scores: [10, 20, 30, 40] },
      { of: ['b'], scores: [26, 35, 45, 50] },
    ];
    const [result] = assess(measurement([{ by: ['sex'], groups }], 'scoring')).measures;
    expect(result?.id).toBe('scoring');
    expect(result?.tables[0]).toMatchObject({
      median: 32.5,
      groups: [
        { rate: 0.25, ratio: 1 / 3 },
        { rate: 0.75, ratio: 1 },
      ],
    });
  });

  it('takes the median of the full sample where it is given', () => {
    const groups = [
      { of: ['a'], scores: [10, 20, 30, 40] },
      { of: ['b'], scores: [26, 35, 45, 50] },
    ];
    const [result] = assess(measurement([{ by: ['sex'], median: 28, groups }], 'scoring')).measures;
    expect(result?.tables[0]).toMatchObject({ median: 28, groups: [{ rate: 0.5 }, { rate: 0.75 }] });
  });

  it('has no ratio where all scores tie', () => {
    const groups = [
      { of: ['a'], scores: [5, 5] },
      { of: ['b'], scores: [5] },
    ];
    expect(assess(measurement([{ by: ['sex'], groups }], 'scoring')).measures[0]?.tables[0]).toMatchObject({
      reference: null,
      groups: [
        { rate: 0, state: 'not-computable' },
        { rate: 0, state: 'not-computable' },
      ],
    });
  });
});

describe('a measurement is refused with', () => {
  const table = (group: object) => ({
    rate: 'selection',
    collected: '2026-03-01',
    tables: [{ by: ['sex'], groups: [group] }],
  });
  it.each([
    ['more selected than assessed', table({ of: ['a'], assessed: 1, selected: 2 }), /more people selected/],
    [
      'a category too few',
      {
        ...table({ of: ['a'], assessed: 1, selected: 1 }),
        tables: [{ by: ['sex', 'origin'], groups: [{ of: ['a'], assessed: 1, selected: 1 }] }],
      },
      /needs 2 categories/,
    ],
    ['no count', table({ of: ['a'], assessed: 1 }), /needs "assessed" and "selected"/],
    [
      'a group twice',
      {
        ...table({}),
        tables: [
          {
            by: ['sex'],
            groups: [
              { of: ['a'], assessed: 1, selected: 1 },
              { of: ['a'], assessed: 1, selected: 1 },
            ],
          },
        ],
      },
      /twice/,
    ],
    [
      'counts that are no whole numbers',
      table({ of: ['a'], assessed: 1.5, selected: 1 }),
      /1.5 is not a whole number/,
    ],
    [
      'scores and counts',
      { ...table({ of: ['a'], assessed: 1, scores: [1] }), rate: 'scoring' },
      /either "scores" or counts/,
    ],
    [
      'scores of some groups and counts of others',
      {
        rate: 'scoring',
        collected: '2026-03-01',
        tables: [
          {
            by: ['sex'],
            groups: [
              { of: ['a'], scores: [1] },
              { of: ['b'], assessed: 2, above: 1 },
            ],
          },
        ],
      },
      /scores of some groups and counts of others/,
    ],
    [
      'a median without scores',
      {
        ...table({}),
        tables: [{ by: ['sex'], median: 3, groups: [{ of: ['a'], assessed: 1, selected: 1 }] }],
      },
      /a median and no scores/,
    ],
    [
      'scores beyond all measure',
      { ...table({ of: ['a'], scores: [1.7e308] }), rate: 'scoring' },
      /Too big|1000000000000/,
    ],
  ])('%s', (_, audit, reason) => {
    const read = () =>
      checkProfile(
        { jurismap: 1, system: { id: 's', name: 'S' }, facts: {}, measurements: { audit } },
        catalogue,
      );
    expect(read).toThrow(InputError);
    expect(read).toThrow(reason);
  });
});
