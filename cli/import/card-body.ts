/** A section of a card: a heading of Markdown, and what stands below it up to the next one. */
export interface Section {
  /** From 1 for `#` to 6. */
  level: number;
  heading: string;
  /** The line of the heading, from 1. */
  line: number;
  /** Whether somebody wrote something there: a template's empty places do not count. */
  isWritten: boolean;
}

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$/;
const FENCE = /^ {0,3}(```|~~~)/;
/** What the templates of the hub leave where nobody has written anything. */
const PLACEHOLDERS = /\[?more information needed\]?|\{\{.*?\}\}|\*\*[^*]*:\*\*|^[\s\-*]+$/gim;

/**
 * The sections of a card.
 *
 * @param body the Markdown after the metadata
 * @param firstLine the number of its first line
 */
export function sectionsOf(body: string, firstLine: number): Section[] {
  const sections: (Section & { text: string })[] = [];
  let fence: string | undefined;
  for (const [index, line] of body.split(/\r?\n/).entries()) {
    const mark = FENCE.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || fence === mark)) fence = fence ? undefined : mark;
    const heading = fence === undefined ? HEADING.exec(line) : null;
    const last = sections.at(-1);
    if (heading) {
      const [, marks = '', text = ''] = heading;
      sections.push({
        level: marks.length,
        heading: text,
        line: firstLine + index,
        isWritten: false,
        text: '',
      });
    } else if (last) last.text += `${line}\n`;
  }
  return sections.map(({ text, ...section }) => ({ ...section, isWritten: isWritten(text) }));
}

function isWritten(text: string): boolean {
  return (
    text
      .replace(/<!--[\s\S]*?(-->|$)/g, '')
      .replace(PLACEHOLDERS, '')
      .trim() !== ''
  );
}
