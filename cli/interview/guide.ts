import { styleText } from 'node:util';
import { S_BAR, symbol } from '@clack/prompts';
import { printable, terminalPage, wrap } from '../page.ts';
import type { Asked } from './prompter.ts';

/** Columns the guide at the left takes. */
export const GUIDE = 3;

/** Text broken into lines that fit beside the guide. */
export function beside(text: string, indent = ''): string[] {
  const page = { ...terminalPage(), width: terminalPage().width - GUIDE };
  return text.split('\n').flatMap((line) => wrap(page, printable(line), indent).split('\n'));
}

/** The lines of a question, the help dimmed. */
export function questionLines({ question, help }: Asked): string[] {
  return [
    ...beside(question).map((line) => styleText('bold', line)),
    ...(help ? beside(help).map((line) => styleText('dim', line)) : []),
  ];
}

type State = Parameters<typeof symbol>[0];

/** Lines with the guide at their left: the sign of the state before the first, a bar before all others. */
export function guided(state: State, lines: readonly string[]): string[] {
  const colour = state === 'submit' || state === 'cancel' ? 'gray' : state === 'error' ? 'yellow' : 'cyan';
  return lines.map((line, i) => `${i === 0 ? symbol(state) : styleText(colour, S_BAR)}  ${line}`);
}
