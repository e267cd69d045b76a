import * as z from 'zod';
import type { Comparison, Condition } from './condition.ts';
import type { Diagram } from './diagram.ts';
import type { Pack } from './pack.ts';
import type { Reading } from './reading.ts';

/** An answer to a question: an option of an enum or set, `yes` or `no` for a boolean. */
export interface ScoredAnswer {
  answer: string;
  given: Condition;
  points: number;
}

/** One question of a weighted questionnaire. */
export interface ScoreItem {
  fact: string;
  /** What each answer that has points adds; an answer without points counts 0. Each chosen option of a set counts. */
  answers: readonly ScoredAnswer[];
  /** The question counts only where this holds. */
  when: Condition | undefined;
  /** Its names in the official questionnaire. */
  source: readonly string[];
}

interface ScoreBase {
  id: string;
  title: string;
  cite: string;
  notes: readonly string[];
}

/** The points of a questionnaire, added up. */
export interface Questionnaire extends ScoreBase {
  kind: 'questionnaire';
  items: readonly ScoreItem[];
}

/** Another score, less a percentage where a condition holds. */
export interface Deduction extends ScoreBase {
  kind: 'deduction';
  of: string;
  percent: number;
  when: Condition;
}

export type Score = Questionnaire | Deduction;

export const ScoreResultSchema = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    cite: z.string(),
    /** The score, once no missing answer can change it. */
    value: z.number().nullable(),
    /** The least and the most it can come to, whatever the missing answers are. */
    lowest: z.number(),
    highest: z.number(),
    /** What it comes to when every question nobody answered counts nothing. */
    soFar: z.number(),
    /** The facts on which it still depends. */
    missing: z.array(z.string()),
  })
  .meta({ id: 'ScoreResult' });
export type ScoreResult = z.infer<typeof ScoreResultSchema>;

/** Every score of a pack for the facts of a reading. */
export function scoresOf(reading: Reading): ScoreResult[] {
  return [...reading.pack.scores.values()].map((score) => {
    const diagram = reading.score(score.id);
    const values = reading.diagrams.leaves(diagram).map(Number);
    const lowest = Math.min(...values);
    const highest = Math.max(...values);
    return {
      id: score.id,
      title: score.title,
      cite: score.cite,
      value: lowest === highest ? lowest : null,
      lowest,
      highest,
      soFar: soFar(reading, score),
      missing: reading.factsBehind(diagram),
    };
  });
}

/** A score as a function of the unknown facts; its leaves are numbers. */
export function scoreDiagram(reading: Reading, score: Score): Diagram {
  const { diagrams } = reading;
  if (score.kind === 'questionnaire')
    return diagrams.sum(score.items.map((item) => itemDiagram(reading, item)));
  const whole = reading.score(score.of);
  const less = diagrams.mapLeaves(whole, (points) => String(deducted(Number(points), score.percent)));
  return diagrams.choose(reading.condition(score.when), less, whole);
}

/** What one question adds. */
function itemDiagram(reading: Reading, item: ScoreItem): Diagram {
  const { diagrams } = reading;
  const none = diagrams.leaf('0');
  const asked = reading.condition(item.when);
  if (asked === diagrams.no) return none;
  const answers = item.answers.map(({ given, points }) =>
    diagrams.choose(reading.condition(given), diagrams.leaf(String(points)), none),
  );
  return diagrams.choose(asked, diagrams.sum(answers), none);
}

/** A whole number of points less a percentage, halves rounded up. Exact: whole numbers until the division. */
export function deducted(points: number, percent: number): number {
  return Math.floor((points * (100 - percent) + 50) / 100);
}

/** The score where whatever is unknown counts nothing and no condition on it holds. */
function soFar(reading: Reading, score: Score): number {
  if (score.kind === 'questionnaire') {
    return score.items.reduce((sum, item) => sum + pointsSoFar(reading, item), 0);
  }
  const { pack } = reading;
  const whole = soFar(reading, scoreNamed(pack, score.of));
  return holdsSoFar(reading, score.when) ? deducted(whole, score.percent) : whole;
}

function pointsSoFar(reading: Reading, { answers, when }: ScoreItem): number {
  if (when && !holdsSoFar(reading, when)) return 0;
  return answers.reduce((sum, { given, points }) => sum + (holdsSoFar(reading, given) ? points : 0), 0);
}

/** Whether a condition holds for certain, a condition on a score by what is scored so far. */
function holdsSoFar(reading: Reading, condition: Condition): boolean {
  switch (condition.op) {
    case 'all':
      return condition.of.every((part) => holdsSoFar(reading, part));
    case 'any':
      return condition.of.some((part) => holdsSoFar(reading, part));
    case 'score':
      return compares(condition.test, soFar(reading, scoreNamed(reading.pack, condition.score)));
    case 'not':
    case 'is':
    case 'fact':
      return reading.truth(reading.condition(condition)) === true;
  }
}

/** Whether a number passes a comparison. */
export function compares(test: Comparison, value: number): boolean {
  switch (test.is) {
    case 'at-least':
      return value >= test.value;
    case 'more-than':
      return value > test.value;
    case 'at-most':
      return value <= test.value;
    case 'less-than':
      return value < test.value;
  }
}

function scoreNamed(pack: Pack, id: string): Score {
  const score = pack.scores.get(id);
  if (!score) throw new Error(`the pack has no score "${id}"`);
  return score;
}
