import { printable } from '../page.ts';

/** How GitHub shows a message: beside the line of the file, in the summary of the run, and in the log. */
export interface Annotation {
  kind: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  /** Where it belongs; undefined when that is no file of the repository. */
  place: { file: string; line: number; column: number } | undefined;
}

/** A workflow command that annotates, on one line. */
export function annotation({ kind, title, message, place }: Annotation): string {
  const properties = {
    ...(place && { file: place.file, line: String(place.line), col: String(place.column) }),
    title: printable(title),
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${kind} ${list.join(',')}::${data(message)}`;
}

/** Lines that the log folds away under a heading. */
export function group(heading: string, lines: readonly string[]): string {
  return [`::group::${data(printable(heading))}`, ...lines.map(logLine), '::endgroup::'].join('\n');
}

function logLine(text: string): string {
  return `  - ${printable(text)}`;
}

function data(text: string): string {
  return disarmed(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Runners also read `##[command]` anywhere in a line. */
function disarmed(text: string): string {
  return text.replaceAll('##[', '## [');
}
