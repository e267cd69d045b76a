import type { Fact } from '../../engine/facts.ts';
import { printable } from '../page.ts';
import { labelOf, wrapped } from './fact-comment.ts';

/** Options that hold for sure in a list that may hold more, and so is no answer yet. */
export interface Proposal {
  options: readonly string[];
  /** Where a document says so. */
  source: string;
}

/** A proposal about to be written, with what its options mean and why they hold. */
export interface Proposed {
  fact: Fact & { type: 'set' };
  grounds: readonly (Proposal & { because: string })[];
}

const TO_DO = 'complete the list and remove the leading "# "';
/** A proposal's own line, such as `# system.techniques: [machine-learning]  # from /a/type; complete …`. */
const LINE =
  /^[ \t]*# ([a-z][a-z0-9.-]*): \[([a-z0-9, -]+)\] {2}# from (.*); complete the list and remove the leading "# "$/;
/** A line above it that says what an option means, or what such a line was wrapped to. */
const MEANING = /^[ \t]*# (= | {2})/;

/**
 * Proposals as comments to stand where the facts would: they count for nothing until a person completes one and removes the
 * `# ` before it.
 */
export function proposalComments(proposed: readonly Proposed[]): string {
  return proposed
    .map((one) =>
      linesOf(one)
        .map((line) => `  # ${line}\n`)
        .join(''),
    )
    .join('\n');
}

/** The proposals in a profile's text, by fact. */
export function proposalsIn(text: string): ReadonlyMap<string, Proposal> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, fact, list, source] = LINE.exec(line.trimEnd()) ?? [];
      if (fact === undefined || list === undefined || source === undefined) return [];
      return [[fact, { options: list.split(',').map((option) => option.trim()), source }] as const];
    }),
  );
}

/** A profile's text without the proposal for a fact and what was written with it. */
export function withoutProposal(text: string, fact: Fact): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => LINE.exec(line.trimEnd())?.[1] === fact.id);
  if (end < 0) return text;
  let start = end;
  while (MEANING.test(lines[start - 1] ?? '')) start--;
  const question = questionLines(fact);
  const above = lines.slice(Math.max(0, start - question.length), start);
  const isQuestion = above.every((line, i) => line.trim() === `# ${question[i]}`);
  if (isQuestion) start -= above.length;
  const isBlank = (line: string | undefined): boolean => line?.trim() === '';
  if (isBlank(lines[start - 1]) && (end + 1 >= lines.length || isBlank(lines[end + 1]))) start--;
  return lines.toSpliced(start, end + 1 - start).join('\n');
}

function linesOf({ fact, grounds }: Proposed): string[] {
  const options = grounds.flatMap((ground) => ground.options);
  const sources = [...new Set(grounds.map(({ source }) => printable(source)))];
  return [
    ...questionLines(fact),
    ...grounds.flatMap(({ options: held, because }) =>
      wrapped(`${held.map((id) => labelOf(fact, id)).join('; ')}: ${printable(because)}`, '= ').split('\n'),
    ),
    `${fact.id}: [${options.join(', ')}]  # from ${sources.join(', ')}; ${TO_DO}`,
  ];
}

function questionLines({ question }: Fact): string[] {
  return wrapped(question).split('\n');
}
