import { expect, it } from 'vitest';
import { ask } from '../../engine/ask.ts';
import { authored, catalogue, profile } from '../../test/fixtures/small-pack.ts';
import { withOpenQuestions, withoutOpenQuestions } from './open-questions.ts';

const questions = ask(profile({}), [authored().pack], catalogue, '2026-11-22');

const LIST = `
# Still open, the most telling first:
#
#   use.purposes: [] or a list of hiring, chat, other
#       Is it?
#
#   markets: [] or a list of places such as [EU, US-CO]
#       Is it?
#
#   roles: [] or a list of provider, deployer
#       Is it?
#
# Answer one by writing it with the facts above. "jurismap init" asks them one by one, "jurismap ask"
# lists all with their options, "jurismap facts" explains every fact.
`;

it('ends a profile with the questions, how an answer is written and what it is about', () => {
  expect(withOpenQuestions('facts: {}\n', questions, catalogue)).toBe(`facts: {}\n${LIST}`);
});

it('takes the place of an older list and leaves nothing of it when nothing is open', () => {
  const older = withOpenQuestions('facts: {}\n', questions, catalogue);
  const newer = withOpenQuestions(older, questions.slice(1), catalogue);
  expect(newer).toBe(withOpenQuestions('facts: {}\n', questions.slice(1), catalogue));
  expect(withOpenQuestions(newer, [], catalogue)).toBe('facts: {}\n');
});

it.each(['facts: {}\n', 'facts: {}\n\n\n', 'facts: {}\r\nevidence: {}\r\n', '# Still open\nfacts: {}\n'])(
  'comes and goes without a trace in %j',
  (text) => {
    expect(withoutOpenQuestions(withOpenQuestions(text, questions, catalogue))).toBe(text);
  },
);

it('is found in the middle, and only its own lines go', () => {
  const text = `facts: {}\n${LIST}\n# mine\nevidence: {}\n`;
  expect(withoutOpenQuestions(text)).toBe('facts: {}\n\n# mine\nevidence: {}\n');
});

it('leads to the list that a document has begun', () => {
  const text = 'facts:\n  # roles: [deployer]  # from /a; complete the list and remove the leading "# "\n';
  expect(withOpenQuestions(text, questions, catalogue)).toBe(
    text + LIST.replace('[] or a list of provider, deployer', 'complete the list above, which has deployer'),
  );
});
