import type { Variable } from './diagram.ts';
import type { Fact } from './facts.ts';
import type { Reading } from './reading.ts';

/** Chooses an answer of each variable of the fact: `pick(variable)` is the index into the variable's answers. */
export interface Answer {
  answer: string;
  pick: (answers: readonly string[]) => number;
}

/** The answers a person can give: each option alone or none of them for a set, each range for a number or date. */
export function answersTo(fact: Fact, variables: Iterable<Variable>): Answer[] {
  const own = [...new Set(variables)].filter((variable) => variable.fact === fact.id);
  const texts = [...new Set(own.flatMap(({ answers }) => answers))];
  if (fact.type !== 'set') {
    return texts.map((answer) => ({ answer, pick: (answers) => answers.indexOf(answer) }));
  }
  const single = texts
    .filter((text) => text.endsWith(': yes'))
    .map(
      (text): Answer => ({
        answer: text.slice(0, -': yes'.length),
        pick: (answers) => (answers[1] === text ? 1 : 0),
      }),
    );
  return [{ answer: 'none of these', pick: () => 0 }, ...single];
}

/** The answer to each variable of the reading, as far as an answer about the fact gives it. */
export function givenBy(fact: Fact, { diagrams }: Reading, pick: Answer['pick']): (number | undefined)[] {
  return diagrams.variables.map((variable) => {
    const answer = variable.fact === fact.id ? pick(variable.answers) : -1;
    return answer < 0 ? undefined : answer;
  });
}
