import * as z from 'zod';
import { type Answer, answersTo, givenBy } from './answers.ts';
import type { Day } from './day.ts';
import type { Catalogue, Fact, Facts } from './facts.ts';
import { Gates } from './gates.ts';
import type { Pack, Severity } from './pack.ts';
import type { Profile } from './profile.ts';
import type { Reading } from './reading.ts';
import { type Open, type Standing, standingUnder } from './standing.ts';

/** A question worth asking next, with what its answer would do. */
export const QuestionSchema = z
  .strictObject({
    fact: z.string(),
    type: z.enum(['boolean', 'enum', 'set', 'number', 'date']),
    question: z.string(),
    help: z.string().nullable(),
    options: z.array(
      z.strictObject({ id: z.string(), label: z.string(), definition: z.string().nullable() }),
    ),
    /** Findings an answer settles, averaged over the possible answers. */
    settles: z.number(),
    /** Undetermined findings the answer bears on. */
    affects: z.number(),
    /** How many findings each answer would settle by itself, the most telling first. */
    answers: z.array(z.strictObject({ answer: z.string(), settles: z.number() })),
  })
  .meta({ id: 'Question' });
export type Question = z.infer<typeof QuestionSchema>;

/** How much more a finding is worth settling than one of low severity: a prohibited practice is asked about early. */
const WEIGHTS = { critical: 16, high: 3, medium: 2, low: 1 } as const satisfies Record<Severity, number>;

/**
 * The questions that can still change an outcome, the most useful first. A question whose gate is itself unknown waits
 * for its gate; one that can change nothing is never asked.
 *
 * @param asOf the day to evaluate
 */
export function ask(profile: Profile, packs: readonly Pack[], catalogue: Catalogue, asOf: Day): Question[] {
  const standings = packs.map((pack) => standingUnder(profile, pack, catalogue, asOf));
  return questionsOpenIn(standings, profile.facts, catalogue, asOf);
}

/** The same questions, for whoever has the standings already. */
export function questionsOpenIn(
  standings: readonly Standing[],
  facts: Facts,
  catalogue: Catalogue,
  asOf: Day,
): Question[] {
  const open = standings.flatMap((standing) => standing.open);
  const candidates = new Set(open.flatMap((one) => [...one.facts]));
  const gates = new Gates(catalogue, facts, asOf);
  const askable = new Set([...candidates].flatMap((id) => nowAskable(id, gates)));
  return catalogue.facts
    .filter((fact) => askable.has(fact.id))
    .map((fact) => rate(fact, open))
    .sort((a, b) => b.settledWeight - a.settledWeight || b.question.affects - a.question.affects)
    .map(({ question }) => question);
}

/** The fact itself when its gate is settled, or the facts that would settle it. */
function nowAskable(id: string, gates: Gates): string[] {
  const before = gates.factsBefore(id);
  if (before.length === 0) return [id];
  return before.flatMap((other) => (other === id ? [id] : nowAskable(other, gates)));
}

/** The question about a fact, and what an answer settles on average, weighed. */
function rate(fact: Fact, open: readonly Open[]): { question: Question; settledWeight: number } {
  const concerned = open.filter(({ facts }) => facts.has(fact.id));
  const answers = answersTo(
    fact,
    concerned.flatMap(({ variables }) => variables),
  )
    .map(({ answer, pick }) => ({ answer, settled: settledBy(fact, concerned, pick) }))
    .map(({ answer, settled }) => ({
      answer,
      settles: findingsOf(settled),
      weight: weightOf(settled),
    }))
    .sort((a, b) => b.settles - a.settles);
  const average = (key: 'settles' | 'weight'): number =>
    answers.reduce((sum, answer) => sum + answer[key], 0) / Math.max(1, answers.length);
  const question: Question = {
    fact: fact.id,
    type: fact.type,
    question: fact.question,
    help: fact.help ?? null,
    options:
      (fact.type === 'enum' || fact.type === 'set') && fact.options !== 'places'
        ? fact.options.map(({ id, label, definition }) => ({ id, label, definition: definition ?? null }))
        : [],
    settles: Math.round(100 * average('settles')) / 100,
    affects: findingsOf(concerned),
    answers: answers.map(({ answer, settles }) => ({ answer, settles })),
  };
  return { question, settledWeight: average('weight') };
}

function findingsOf(open: readonly Open[]): number {
  return open.reduce((sum, { severities }) => sum + severities.length, 0);
}

/** The findings weighed by their severity. */
function weightOf(open: readonly Open[]): number {
  return open.flatMap(({ severities }) => severities).reduce((sum, severity) => sum + WEIGHTS[severity], 0);
}

/** The open results that an answer settles. */
function settledBy(fact: Fact, concerned: readonly Open[], pick: Answer['pick']): Open[] {
  const answers = new Map<Reading, (number | undefined)[]>();
  return concerned.filter(({ reading, diagram }) => {
    const given = answers.get(reading) ?? givenBy(fact, reading, pick);
    answers.set(reading, given);
    return reading.diagrams.isSettledBy(diagram, (variable) => given[variable]);
  });
}
