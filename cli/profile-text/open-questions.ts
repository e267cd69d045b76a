import type { Question } from '../../engine/ask.ts';
import { type Catalogue, type Fact, NEVER } from '../../engine/facts.ts';
import { wrapped } from './fact-comment.ts';
import { type Proposal, proposalsIn } from './proposals.ts';
import { lineEndOf } from './set-entry.ts';

/** The first line of the list, by which it is found again. */
const HEAD = '# Still open, the most telling first:';
const END = [
  'Answer one by writing it with the facts above. "jurismap init" asks them one by one, "jurismap ask"',
  'lists all with their options, "jurismap facts" explains every fact.',
];
const LISTED = 10;

/** A profile's text that ends with a list of its most telling open questions, as comments; an older list goes. */
export function withOpenQuestions(
  text: string,
  questions: readonly Question[],
  catalogue: Catalogue,
): string {
  const without = withoutOpenQuestions(text);
  if (questions.length === 0) return without;
  const proposals = proposalsIn(without);
  const items = questions.slice(0, LISTED).flatMap(({ fact: id }) => {
    const fact = catalogue.get(id);
    if (!fact) return [];
    const begun = proposals.get(fact.id);
    const form = wrapped(begun ? begunForm(begun) : formOf(fact), `  ${fact.id}: `, '      ');
    return ['', ...form.split('\n'), ...wrapped(fact.question, '      ').split('\n')];
  });
  const lines = [HEAD, ...[...items, '', ...END].map((line) => `# ${line}`.trimEnd())];
  const eol = lineEndOf(without);
  return [without.endsWith('\n') ? without.slice(0, -eol.length) : without, '', ...lines, ''].join(eol);
}

/** A profile's text without the list. */
export function withoutOpenQuestions(text: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trimEnd() === HEAD);
  if (start < 0) return text;
  const length = lines.slice(start).findIndex((line) => !line.startsWith('#'));
  const before = lines[start - 1]?.trim() === '' ? start - 1 : start;
  return lines.toSpliced(before, start - before + (length < 0 ? lines.length : length)).join('\n');
}

function begunForm({ options }: Proposal): string {
  return `complete the list above, which has ${options.join(', ')}`;
}

/** How an answer is written. */
function formOf(fact: Fact): string {
  switch (fact.type) {
    case 'boolean':
      return 'true or false';
    case 'enum':
      return `one of ${named(fact.options)}`;
    case 'set':
      return fact.options === 'places'
        ? '[] or a list of places such as [EU, US-CO]'
        : `[] or a list of ${named(fact.options)}`;
    case 'number':
      return `a number, in ${fact.unit}`;
    case 'date':
      return `YYYY-MM-DD, or ${NEVER}`;
  }
}

function named(options: readonly { id: string }[]): string {
  const ids = options.slice(0, NAMED).map(({ id }) => id);
  return `${ids.join(', ')}${options.length > NAMED ? ', …' : ''}`;
}

/** More options than these are left to "jurismap ask". */
const NAMED = 4;
