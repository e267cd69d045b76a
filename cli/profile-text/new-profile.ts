import { stringify } from 'yaml';
import type { Profile } from '../../engine/profile.ts';
import type { Statement } from '../import/unread.ts';
import { PLAIN, printable } from '../page.ts';
import { wrapped } from './fact-comment.ts';
import { type Proposed, proposalComments } from './proposals.ts';

/** Stands where nobody has said yet which system it is; `init` asks for it again. */
export const UNNAMED = { id: 'unnamed-system', name: 'Unnamed system' } as const;

/** Whether a profile still waits to be told which system it is about. */
export function isUnnamed({ id, name }: Profile['system']): boolean {
  return id === UNNAMED.id || name === UNNAMED.name;
}

/** What a new profile is started with. */
export interface Start {
  system: Profile['system'];
  origin?: Origin;
}

/** The document that was read to start from. */
export interface Origin {
  file: string;
  format: string;
  /** Where in it each part of the system stands. */
  sources: Readonly<Record<string, string>>;
  /** Options of lists that it settles without settling the lists. */
  proposed: readonly Proposed[];
  /** What it says that no fact takes. */
  unread: readonly Statement[];
}

/** Told while nobody has. */
const WHICH = '# Which system is it? Give it an id and a name, and say who is accountable.';

/** The text of a profile that states no fact yet. */
export function newProfile({ system, origin }: Start): string {
  const comment = [
    'What one AI system is and does, for Jurismap: "jurismap check" evaluates it.',
    'A fact that is left out is unknown. A list counts as complete; [] says "none of these".',
    ...(origin ? [wrapped(printable(`Started from ${origin.file} (${origin.format}).`))] : []),
  ];
  const head = comment.flatMap((text) => text.split('\n')).map((line) => `# ${line}\n`);
  const named = `system:\n${systemLines(system, origin?.sources ?? {}).join('')}`;
  const proposals = proposalComments(origin?.proposed ?? []);
  const facts = proposals === '' ? 'facts: {}\n' : `facts:\n${proposals}`;
  const judge = origin && origin.unread.length > 0 ? `\n${toJudge(origin)}` : '';
  return `${head.join('')}jurismap: 1\n${isUnnamed(system) ? `${WHICH}\n` : ''}${named}${facts}${judge}`;
}

/** The entries of the system, each with the place it was taken from. */
function systemLines(system: Profile['system'], sources: Origin['sources']): string[] {
  return Object.entries(system).flatMap(([key, value]) => {
    const text = stringify({ [key]: value }, { lineWidth: PLAIN.width - 2, compat: 'yaml-1.1' });
    const lines = text.replace(/\n$/, '').split('\n');
    const source = Object.hasOwn(sources, key) ? `# from ${printable(sources[key] ?? '')}` : undefined;
    const noted =
      source === undefined ? lines : lines.length === 1 ? [`${lines[0]}  ${source}`] : [source, ...lines];
    // Spaces at the end of a line of text belong to it.
    return noted.map((line) => (line === '' ? '\n' : `  ${line}\n`));
  });
}

function toJudge({ file, unread }: Origin): string {
  const lines = [
    wrapped(printable(`What ${file} says beyond that, for a person to judge:`)),
    ...unread.flatMap(({ says, bears }) => [
      wrapped(printable(says), '- '),
      ...(bears ? [wrapped(`Answer ${joined(bears.on)}: ${bears.because}.`, '  ')] : []),
    ]),
  ];
  return lines
    .flatMap((text) => text.split('\n'))
    .map((line) => `# ${line}\n`)
    .join('');
}

function joined(names: readonly string[]): string {
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The text without the call to name the system. */
export function withoutWhich(text: string): string {
  const start = text.indexOf(WHICH);
  return start < 0 ? text : text.slice(0, start) + text.slice(start + WHICH.length).trimStart();
}
