import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/**
 * The official questionnaire and its scoring, read from the file the Government of Canada publishes and written down as the
 * tool computes it: what the pack must agree with, without using anything of the pack.
 */

const ChoiceSchema = z.union([z.string(), z.looseObject({ value: z.union([z.string(), z.number()]) })]);
const ElementSchema = z.looseObject({
  type: z.string(),
  name: z.string(),
  visibleIf: z.string().optional(),
  choices: z.array(ChoiceSchema).optional(),
  get elements() {
    return z.array(ElementSchema).optional();
  },
});
type Element = z.infer<typeof ElementSchema>;
const SurveySchema = z.looseObject({
  pages: z.array(
    z.looseObject({ name: z.string(), visibleIf: z.string().optional(), elements: z.array(ElementSchema) }),
  ),
});

/** A question that can be answered by choosing. */
export interface Question {
  name: string;
  type: 'radiogroup' | 'dropdown' | 'checkbox';
  choices: string[];
  class: 'raw' | 'mitigation' | 'none';
  /** All must hold for the question to be shown. */
  visibleIf: string[];
}

/** Answers as the tool keeps them: one value, or several for a checkbox. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

export interface OfficialScore {
  raw: number;
  mitigation: number;
  current: number;
  level: number;
}

export const QUESTIONS: readonly Question[] = readQuestions();

function readQuestions(): Question[] {
  const text = readFileSync(join(import.meta.dirname, 'survey.json'), 'utf8');
  const { pages } = SurveySchema.parse(JSON.parse(text));
  return pages.flatMap((page) =>
    page.elements.flatMap((element) =>
      questionsIn(element, page.name, page.visibleIf ? [page.visibleIf] : []),
    ),
  );
}

function questionsIn(element: Element, parent: string, above: string[]): Question[] {
  const visibleIf = element.visibleIf ? [...above, element.visibleIf] : above;
  if (element.elements)
    return element.elements.flatMap((inner) => questionsIn(inner, element.name, visibleIf));
  const { name, type } = element;
  if (type !== 'radiogroup' && type !== 'dropdown' && type !== 'checkbox') return [];
  const choices = (element.choices ?? []).map((choice) =>
    String(typeof choice === 'string' ? choice : choice.value),
  );
  return [{ name, type, choices, class: classOf(name, parent), visibleIf }];
}

/** By the suffix of the question's own name, else of the panel or page right above it. */
function classOf(name: string, parent: string): Question['class'] {
  for (const text of [name, parent]) {
    if (text.endsWith('-RS')) return 'raw';
    if (text.endsWith('-MS')) return 'mitigation';
    if (text.endsWith('-NS')) return 'none';
  }
  return 'none';
}

/** The number after the last hyphen of a choice. */
function pointsOf(choice: string): number {
  if (/^\d+$/.test(choice)) return Number(choice);
  const [, number] = /-(-?\d+)$/.exec(choice) ?? [];
  return number === undefined ? 0 : Number(number);
}

/** Whether a question is shown, given the answers to the others. */
function isShown({ visibleIf }: Question, answers: Answers): boolean {
  return visibleIf.every((expression) => holds(expression, answers));
}

/** The few forms of condition the questionnaire uses: `=`, `contains`, `and`, `or`, parentheses. */
function holds(expression: string, answers: Answers): boolean {
  const tokens = expression.match(/\{[^}]+\}|\[[^\]]*\]|"[^"]*"|'[^']*'|[()]|=|[a-z]+/g) ?? [];
  let at = 0;
  const either = (): boolean => {
    let value = both();
    while (tokens[at] === 'or') {
      at++;
      const next = both();
      value = value || next;
    }
    return value;
  };
  const both = (): boolean => {
    let value = one();
    while (tokens[at] === 'and') {
      at++;
      const next = one();
      value = value && next;
    }
    return value;
  };
  const one = (): boolean => {
    if (tokens[at] === '(') {
      at++;
      const value = either();
      at++;
      return value;
    }
    const [name = '', operator, operand = ''] = tokens.slice(at, at + 3);
    at += 3;
    const answer = answers[name.slice(1, -1)];
    const wanted = [...operand.matchAll(/["']([^"']*)["']/g)].map(([, text]) => text ?? '');
    if (operator === 'contains') return wanted.every((text) => answer?.includes(text) ?? false);
    if (operator !== '=') throw new Error(`not understood: ${expression}`);
    return answer === wanted[0];
  };
  const value = either();
  if (at !== tokens.length) throw new Error(`not understood: ${expression}`);
  return value;
}

/** The score of a finished form: answers to questions that are not shown are dropped, unanswered ones count 0. */
export function officialScore(answers: Answers): OfficialScore {
  const shown = withoutHidden(answers);
  const sum = (wanted: Question['class']): number =>
    QUESTIONS.filter((question) => question.class === wanted)
      .flatMap(({ name }) => shown[name] ?? [])
      .reduce((total, choice) => total + pointsOf(choice), 0);
  const raw = sum('raw');
  const mitigation = sum('mitigation');
  const qualifies = mitigation >= 0.8 * (maximum('mitigation') / 2);
  const current = qualifies ? Math.round(0.85 * raw) : raw;
  const most = maximum('raw');
  const level = [0.25, 0.5, 0.75].findIndex((share) => current <= share * most) + 1 || 4;
  return { raw, mitigation, current, level };
}

/** Hiding a question can hide others, so this goes on until nothing changes. */
export function withoutHidden(answers: Answers): Answers {
  const kept = Object.fromEntries(
    Object.entries(answers).filter(([name]) => {
      const question = QUESTIONS.find((candidate) => candidate.name === name);
      return question !== undefined && isShown(question, answers);
    }),
  );
  return Object.keys(kept).length === Object.keys(answers).length ? kept : withoutHidden(kept);
}

/** Over all questions, shown or not, of both phases. */
export function maximum(wanted: Question['class']): number {
  return QUESTIONS.filter((question) => question.class === wanted)
    .map(({ type, choices }) => {
      const points = choices.map(pointsOf);
      const most = type === 'checkbox' ? points.reduce((a, b) => a + b, 0) : Math.max(0, ...points);
      return Math.max(0, most);
    })
    .reduce((a, b) => a + b, 0);
}
