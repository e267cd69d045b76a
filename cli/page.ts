import { styleText } from 'node:util';

/** What text is laid out on. */
export interface Page {
  /** Characters on a line. */
  width: number;
  colour: boolean;
}

export type Style = Parameters<typeof styleText>[0];

/** A page for a file, or for a pipe. */
export const PLAIN: Page = { width: 100, colour: false };

/** The page that standard output is. */
export function terminalPage(): Page {
  if (!process.stdout.isTTY) return PLAIN;
  const width = Math.min(120, Math.max(50, process.stdout.columns));
  return { width, colour: !process.env.NO_COLOR && process.env.TERM !== 'dumb' };
}

export function paint(page: Page, style: Style, text: string): string {
  return page.colour ? styleText(style, text, { validateStream: false }) : text;
}

/** Breaks text into lines of the page's width, each after `indent`; the first line starts with `lead` instead. */
export function wrap(page: Page, text: string, indent: string, lead = indent): string {
  const lines: string[] = [];
  let line = lead;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (!isEmpty && line.length + 1 + word.length > page.width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

/** A noun with its number: `1 duty`, `3 duties`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Control and direction-changing characters, with which a stranger's text could rewrite the screen. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}]/gu;

/** What build logs read as commands: `::stop-commands::x` at the start of a line, `##[command]` anywhere. */
const LOG_COMMAND = /::|##\[/g;

/**
 * Somebody else's text, safe to show: what would move the cursor or turn the writing direction becomes a space, and what
 * the log of a pipeline would obey is parted.
 */
export function printable(text: string): string {
  return text
    .replace(UNPRINTABLE, ' ')
    .replace(LOG_COMMAND, (command) => `${command[0]} ${command.slice(1)}`);
}

/** The heading of a section. */
export function heading(page: Page, text: string): string {
  return paint(page, ['bold', 'underline'], printable(text));
}
