import { styleText } from 'node:util';
import * as clack from '@clack/prompts';
import { printable } from '../page.ts';
import { chooseSome } from './choose-some.ts';
import { beside, questionLines } from './guide.ts';
import { type Choice, type Prompter, Stopped } from './prompter.ts';

/** Shorter work shows no sign of itself. */
const NOTICED_MS = 150;

/**
 * Speaks with a person on a terminal.
 *
 * @param signal lets whoever started the interview end it
 * @param farewell said when the person leaves while work goes on
 */
export function clackPrompter(signal: AbortSignal, farewell: string): Prompter {
  // A key that people press to clear a field must not end the interview.
  clack.settings.aliases.delete('escape');
  // Some terminals do not tell their size.
  process.stdout.columns ||= 80;
  process.stdout.rows ||= 24;
  return {
    begin: (title) => clack.intro(styleText('inverse', ` ${printable(title)} `)),
    tell: (text) => clack.log.info(beside(text).join('\n')),
    warn: (text) => clack.log.warn(beside(text).join('\n')),
    end: (text) => clack.outro(beside(text).join('\n   ')),
    one: async (asked, choices) =>
      unlessLeft<string>(
        await clack.select({
          message: questionLines(asked).join('\n'),
          options: choices.map(option),
          signal,
          showInstructions: false,
        }),
      ),
    some: async (asked, choices, field) =>
      unlessLeft<string[]>(await chooseSome({ asked, choices, field, signal })),
    text: async (asked, { initial, placeholder, problem }) =>
      unlessLeft<string>(
        await clack.text({
          message: questionLines(asked).join(`\n${styleText('gray', clack.S_BAR)}  `),
          ...(initial !== undefined && { initialValue: initial }),
          ...(placeholder !== undefined && { placeholder }),
          validate: (text) => problem(text ?? ''),
          signal,
        }),
      ) ?? '',
    during: async (what, work) => {
      const spinner = clack.spinner({ withGuide: false, cancelMessage: farewell, signal });
      const timer = setTimeout(() => spinner.start(what), NOTICED_MS);
      try {
        const result = await work();
        if (signal.aborted) throw new Stopped();
        return result;
      } finally {
        clearTimeout(timer);
        spinner.clear();
      }
    },
  };
}

function unlessLeft<T>(answer: T | symbol): T {
  if (typeof answer === 'symbol') throw new Stopped();
  return answer;
}

function option({ value, label, hint }: Choice): { value: string; label: string; hint?: string } {
  return { value, label, ...(hint && { hint }) };
}
