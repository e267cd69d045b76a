import type { Question } from '../../engine/ask.ts';
import { ask as questionsFor } from '../../engine/ask.ts';
import { loadBuiltRules, withPacks } from '../built-rules.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted, type Page, paint, terminalPage, wrap } from '../page.ts';
import { readProfiles } from '../read-profiles.ts';

export interface AskOptions {
  asOf: string;
  packs?: string;
  limit: number;
  format: 'table' | 'json';
}

/** `jurismap ask FILE`: the next best questions. */
export async function ask(file: string, options: AskOptions): Promise<ExitCode> {
  const { asOf, limit, format } = options;
  const rules = withPacks(await loadBuiltRules(), options.packs);
  for (const profile of readProfiles([file], rules.catalogue)) {
    const all = questionsFor(profile, rules.packs, rules.catalogue, asOf);
    const questions = all.slice(0, limit);
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify({ asOf, system: profile.system, total: all.length, questions }, null, 2)}\n`
        : table(questions, all.length, terminalPage()),
    );
  }
  return EXIT.pass;
}

function table(questions: readonly Question[], total: number, page: Page): string {
  if (total === 0) return 'Nothing to ask: no answer can change an outcome any more.\n';
  const blocks = questions.map((question, i) => questionBlock(question, i + 1, page));
  const end = `${counted(total, 'question')} can still change an outcome${total > questions.length ? `; ${questions.length} shown` : ''}.`;
  return `${[...blocks, end].join('\n\n')}\n`;
}

function questionBlock(question: Question, number: number, page: Page): string {
  const settling = new Map(question.answers.map(({ answer, settles }) => [answer, settles]));
  const settles = (answer: string): string => {
    const count = settling.get(answer) ?? 0;
    return count > 0 ? ` (settles ${count})` : '';
  };
  const options = question.options.map(({ id, label, definition }) =>
    wrap(page, `${id}: ${definition ?? label}${settles(id)}`, '        ', '      '),
  );
  const answers =
    options.length > 0
      ? options
      : question.answers.map(({ answer }) => wrap(page, `${answer}${settles(answer)}`, '        ', '      '));
  return [
    paint(page, 'bold', wrap(page, question.question, '    ', `${number}. `)),
    ...(question.help ? [paint(page, 'dim', wrap(page, question.help, '    '))] : []),
    wrap(
      page,
      `${question.fact} (${question.type}), bears on ${counted(question.affects, 'open finding')}`,
      '    ',
    ),
    ...answers,
  ].join('\n');
}
