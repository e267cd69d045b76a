import { stringify } from 'yaml';
import type { Profile } from '../../engine/profile.ts';
import { PLAIN, printable } from '../page.ts';
import { wrapped } from './fact-comment.ts';

/** Stands where nobody has said yet which system it is; `init` asks for it again. */
export const UNNAMED = { id: 'unnamed-system', name: 'Unnamed system' } as const;

/** Whether a profile still waits to be told which system it is about. */
export function isUnnamed({ id, name }: Profile['system']): boolean {
  return id === UNNAMED.id || name === UNNAMED.name;
}

/** What a new profile is started with. */
export interface Start {
  system: Profile['system'];
  /** What was read to start from, and what it says that no fact takes. */
  origin?: { file: string; format: string; unread: readonly string[] };
}

/** Told while nobody has. */
const WHICH = '# Which system is it? Give it an id and a name, and say who is accountable.';

/** The text of a profile that states no fact yet. */
export function newProfile({ system, origin }: Start): string {
  const comment = [
    'What one AI system is and does, for Jurismap: "jurismap check" evaluates it.',
    'A fact that is left out is unknown. A list counts as complete; [] says "none of these".',
    ...(origin ? originComment(origin) : []),
  ];
  const head = comment.flatMap((text) => text.split('\n')).map((line) => `# ${line}\n`);
  const named = stringify({ system }, { lineWidth: PLAIN.width, compat: 'yaml-1.1' });
  return `${head.join('')}jurismap: 1\n${isUnnamed(system) ? `${WHICH}\n` : ''}${named}facts: {}\n`;
}

/** The text without the call to name the system. */
export function withoutWhich(text: string): string {
  const start = text.indexOf(WHICH);
  return start < 0 ? text : text.slice(0, start) + text.slice(start + WHICH.length).trimStart();
}

function originComment({ file, format, unread }: NonNullable<Start['origin']>): string[] {
  const left = unread.length > 0 ? ' What it says beyond that is for a person to judge:' : '';
  return [
    wrapped(printable(`Started from ${file} (${format}).${left}`)),
    ...unread.map((text) => wrapped(printable(text), '- ')),
  ];
}
