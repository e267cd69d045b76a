import { beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue, Facts } from '../../engine/facts.ts';
import type { MeasureResult } from '../../engine/measure.ts';
import { reportOn, type SystemReport } from '../../engine/system-report.ts';
import { loadBuiltRules } from '../built-rules.ts';
import { type Considerations, considerationsOf, isOurs } from './considerations.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  ({ catalogue } = await loadBuiltRules());
});

function considered(facts: Facts, measures: MeasureResult[] = []): Considerations {
  const system = { id: 's', name: 'S' };
  const profile = { jurismap: 1, system, facts, evidence: {}, waivers: [], measurements: {} } as const;
  const report = reportOn(profile, [], catalogue, '2026-12-01');
  const assessments = measures.length === 0 ? [] : [{ measures } as SystemReport['assessments'][number]];
  return considerationsOf(profile, { ...report, assessments }, catalogue);
}

describe('considerations', () => {
  it('say what the profile states, in the words of the catalogue', () => {
    expect(
      considered({
        'use.intended-users': ['business', 'judicial-authority'],
        'use.purposes': ['recruitment-screening'],
        'people.serious-effects': ['rights'],
        'people.widespread-effects': true,
        'output.intimate-imagery': 'not-reliably-prevented',
        'use.worse-outcomes-for': ['sex'],
      }),
    ).toEqual({
      users: [
        'Courts (jurismap: use.intended-users)',
        'Businesses and other private organisations (jurismap: use.intended-users)',
      ],
      useCases: ['Screening or filtering applications (jurismap: use.purposes)'],
      ethicalConsiderations: [
        {
          name: 'Which of these can it seriously affect or endanger, by what it decides or does, or by its errors, failure or misuse? Rights and freedoms (jurismap: people.serious-effects)',
        },
        {
          name: 'Could such effects reach a large part of the population or spread widely? Yes (jurismap: people.widespread-effects)',
        },
        {
          name: 'Can it produce realistic intimate or sexually explicit depictions of identifiable people? Not reliably prevented (jurismap: output.intimate-imagery)',
        },
      ],
      fairnessAssessments: [
        {
          groupAtRisk: 'Sex (jurismap: use.worse-outcomes-for)',
          harms: 'People of which groups fare markedly worse than others with it? Sex',
        },
      ],
    });
  });

  it('add nothing for what is unknown, ruled out or prevented', () => {
    expect(
      considered({
        'people.serious-effects': [],
        'people.widespread-effects': false,
        'output.child-abuse-imagery': 'reliably-prevented',
        'use.worse-outcomes-for': [],
      }),
    ).toEqual({ users: [], useCases: [], ethicalConsiderations: [], fairnessAssessments: [] });
  });

  it('name the groups that a measurement shows below the mark of an instrument', () => {
    const group = { assessed: 10, counted: 4, share: 0.5, state: 'computed', note: null } as const;
    const measure: MeasureResult = {
      id: 'm',
      title: 'Impact ratios',
      cite: '§ 1',
      measurement: 'audit',
      collected: '2026-01-02',
      absentTables: [],
      tables: [
        {
          by: ['sex', 'origin'],
          unknown: 0,
          median: null,
          reference: ['men', 'here'],
          absent: [],
          groups: [
            { ...group, of: ['men', 'here'], rate: 0.8, ratio: 1, flagged: false },
            { ...group, of: ['women', 'there'], rate: 0.4, ratio: 0.5, flagged: true },
          ],
        },
      ],
    };
    expect(considered({}, [measure]).fairnessAssessments).toEqual([
      {
        groupAtRisk: 'sex: women, origin: there (jurismap: audit)',
        harms:
          'Rate 0.400, 0.500 of that of men and here, below the mark of "Impact ratios" (§ 1), collected 2026-01-02',
      },
    ]);
  });

  it.each([
    ['Courts (jurismap: use.intended-users)', true],
    ['Courts', false],
    [{ name: 'A risk (jurismap: people.serious-effects)' }, true],
    [{ name: 'A risk (jurismap: people.serious-effects)', mitigationStrategy: 'Ours' }, false],
    [{ groupAtRisk: 'Sex (jurismap: use.worse-outcomes-for)', harms: 'x' }, true],
    [{ groupAtRisk: 'Sex', harms: 'x (jurismap: y)' }, false],
    [null, false],
  ])('%j was added by an earlier export: %s', (entry, expected) => {
    expect(isOurs(entry)).toBe(expected);
  });
});
