import { expect, test } from 'vitest';
import { Diagrams } from './diagram.ts';

test('answers settle a function when every completion of them gives the same', () => {
  const diagrams = new Diagrams<string>('true', 'false');
  const [a, b, c] = ['a', 'b', 'c'].map((fact) => diagrams.declare({ fact, answers: ['no', 'yes'] }));
  const is = (variable = 0) => diagrams.ask(variable, [diagrams.no, diagrams.yes]);
  const either = diagrams.or(diagrams.and(is(a), is(b)), is(c));
  const settledWhen = (answers: Record<number, number>) =>
    diagrams.isSettledBy(either, (variable) => answers[variable]);

  expect(settledWhen({})).toBe(false);
  expect(settledWhen({ [Number(c)]: 1 })).toBe(true);
  expect(settledWhen({ [Number(a)]: 0 })).toBe(false);
  expect(settledWhen({ [Number(a)]: 0, [Number(c)]: 0 })).toBe(true);
  expect(settledWhen({ [Number(a)]: 1, [Number(b)]: 1 })).toBe(true);
});
