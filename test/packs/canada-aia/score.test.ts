import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRulesFolder } from '../../../cli/rules-folder.ts';
import { evaluate } from '../../../engine/evaluate.ts';
import type { Facts, FactValue } from '../../../engine/facts.ts';
import type { ScoreItem } from '../../../engine/score.ts';
import {
  type Answers,
  maximum,
  officialScore,
  QUESTIONS,
  type Question,
  withoutHidden,
} from './official-tool.ts';

const { catalogue, packs } = readRulesFolder(join(import.meta.dirname, '..', '..', '..', 'rules'));
const pack = packs.map(({ authored }) => authored.pack).find(({ id }) => id === 'ca-dadm');
if (!pack) throw new Error('there is no pack ca-dadm');

const PHASE = 'projectDetailsPhase';
const items = [...pack.scores.values()].flatMap((score) =>
  score.kind === 'questionnaire' ? score.items : [],
);

function itemOf(question: Question): ScoreItem | undefined {
  return items.find(({ source }) => source.includes(question.name));
}

/** A federal department whose system is in scope, and the answers of the official form as facts. */
function factsFrom(answers: Answers): Facts {
  const facts: Record<string, FactValue> = {
    roles: ['deployer'],
    'organisation.kinds': ['public-authority'],
    'places.deployer-established': ['CA'],
    markets: ['CA'],
    'organisation.canada-federal': 'department',
    'system.national-security-system': 'ordinary',
    'dates.developed-or-procured': '2026-01-01',
    'decision.official-power': true,
    'decision.assists-judgement': true,
    'deployment.phase': 'production',
    'aia.project-phase': answers[PHASE] === 'item1' ? 'design' : 'implementation',
  };
  // The tool asks every mitigation question once for each phase; a fact answers it for the phase at hand.
  const other = answers[PHASE] === 'item1' ? 'Implementation' : 'Design';
  for (const question of QUESTIONS.filter(({ name }) => !name.includes(other))) {
    const item = itemOf(question);
    const answer = answers[question.name];
    if (item && answer !== undefined) facts[item.fact] = choose(question, item.fact, answer);
  }
  return facts;
}

/** Answer n of the official question is option n of the fact. */
function choose(question: Question, id: string, answer: string | readonly string[]): FactValue {
  const fact = catalogue.get(id);
  const option = (choice: string): string => {
    const n = question.choices.indexOf(choice);
    if (!fact || (fact.type !== 'enum' && fact.type !== 'set') || fact.options === 'places')
      throw new Error(id);
    return fact.options[n]?.id ?? '';
  };
  if (typeof answer !== 'string') return answer.map(option);
  if (fact?.type === 'boolean') return question.choices.indexOf(answer) === 0;
  return fact?.type === 'set' ? [option(answer)] : option(answer);
}

function scoresOf(answers: Answers) {
  if (!pack) throw new Error();
  const profile = {
    jurismap: 1 as const,
    system: { id: 's', name: 'S' },
    facts: factsFrom(answers),
    evidence: {},
    waivers: [],
    measurements: {},
  };
  const { scores, findings, applicability } = evaluate(profile, pack, catalogue, '2026-11-25');
  const score = (id: string) => scores.find((one) => one.id === id);
  const levels = [1, 2, 3, 4].filter((level) =>
    findings.some(({ rule, outcome }) => rule === `impact-level-${level}` && outcome === 'applies'),
  );
  return {
    applicability,
    levels,
    raw: score('raw-impact'),
    mitigation: score('mitigation'),
    current: score('current-impact'),
  };
}

/** Every question answered, those of the other phase and hidden ones too: what a careless export can hold. */
const complete: fc.Arbitrary<Answers> = fc
  .tuple(
    fc.constantFrom('item1', 'item2'),
    ...QUESTIONS.map(({ type, choices }) =>
      type === 'checkbox' ? fc.subarray(choices) : fc.constantFrom(...choices),
    ),
  )
  .map(([phase, ...given]) => ({
    ...Object.fromEntries(QUESTIONS.map(({ name }, i) => [name, given[i] ?? []])),
    [PHASE]: String(phase),
  }));

/** The same with some questions left unanswered. */
const partial = fc
  .tuple(complete, fc.infiniteStream(fc.boolean()))
  .map(([answers, keep]) =>
    Object.fromEntries(Object.entries(answers).filter(([name]) => name === PHASE || keep.next().value)),
  );

describe('the Canadian impact assessment', () => {
  it('has every scored question of the official tool once, and no other', () => {
    const scored = QUESTIONS.filter((question) => question.class !== 'none').map(({ name }) => name);
    expect(items.flatMap(({ source }) => source).sort()).toEqual([...scored].sort());
  });

  it('has the official maxima', () => {
    expect(maximum('raw')).toBe(167);
    expect(maximum('mitigation')).toBe(154);
  });

  it('gives the official score, deduction and level for any complete answers', () => {
    fc.assert(
      fc.property(complete, (answers) => {
        const official = officialScore(answers);
        const ours = scoresOf(answers);
        expect(ours.applicability).toBe('in-scope');
        expect({
          raw: ours.raw?.value,
          mitigation: ours.mitigation?.value,
          current: ours.current?.value,
          levels: ours.levels,
        }).toEqual({
          raw: official.raw,
          mitigation: official.mitigation,
          current: official.current,
          levels: [official.level],
        });
      }),
      { numRuns: 300 },
    );
  });

  it('agrees for forms that unlock the deduction', () => {
    const best = QUESTIONS.map((question): [string, string | string[]] => {
      const most = [...question.choices].sort(
        (a, b) => Number(b.split('-').at(-1)) - Number(a.split('-').at(-1)),
      );
      return [question.name, question.type === 'checkbox' ? question.choices : (most[0] ?? '')];
    });
    for (const phase of ['item1', 'item2']) {
      const answers = { ...Object.fromEntries(best), [PHASE]: phase };
      expect(officialScore(answers)).toMatchObject({ mitigation: 77 });
      expect(scoresOf(answers).current?.value).toBe(officialScore(answers).current);
      expect(scoresOf(answers).levels).toEqual([officialScore(answers).level]);
    }
  });

  it('scores an unfinished form so far as the official tool does, and says how far it is open', () => {
    fc.assert(
      fc.property(partial, (answers) => {
        const official = officialScore(answers);
        const { raw, mitigation, current, levels } = scoresOf(answers);
        expect([raw?.soFar, mitigation?.soFar, current?.soFar]).toEqual([
          official.raw,
          official.mitigation,
          official.current,
        ]);
        expect(raw?.lowest).toBeGreaterThanOrEqual(0);
        expect(raw?.highest).toBeLessThanOrEqual(167);
        expect(levels.length).toBeLessThanOrEqual(1);
        if (Object.keys(withoutHidden(answers)).length === 0) expect(raw?.soFar).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
