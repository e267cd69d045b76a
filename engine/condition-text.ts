import type { Condition, Test } from './condition.ts';

/** A test as a person would say it. */
export function testText(test: Test): string {
  switch (test.is) {
    case 'equals':
      return test.value ? 'is yes' : 'is no';
    case 'any-of':
      return `is one of ${test.values.join(', ')}`;
    case 'all-of':
      return `has all of ${test.values.join(', ')}`;
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return `is ${test.is.replace('-', ' ')} ${test.value}`;
    case 'on-or-after':
      return `is on or after ${test.day}`;
    case 'before':
      return `is before ${test.day}`;
  }
}

/**
 * A condition as an indented list in Markdown.
 *
 * @param nameOf how a definition, class or score is called
 */
export function conditionLines(condition: Condition, nameOf: (id: string) => string, indent = ''): string[] {
  const below = (parts: readonly Condition[]): string[] =>
    parts.flatMap((part) => conditionLines(part, nameOf, `${indent}  `));
  switch (condition.op) {
    case 'all':
      return [`${indent}- all of:`, ...below(condition.of)];
    case 'any':
      return [`${indent}- any of:`, ...below(condition.of)];
    case 'not':
      return [`${indent}- not:`, ...below([condition.of])];
    case 'is':
      return [`${indent}- ${nameOf(condition.id)}`];
    case 'fact':
      return [`${indent}- \`${condition.fact}\` ${testText(condition.test)}`];
    case 'score':
      return [`${indent}- ${nameOf(condition.score)} ${testText(condition.test)}`];
  }
}
