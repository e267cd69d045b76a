import { type Profile, SystemSchema } from '../../engine/profile.ts';
import { UNNAMED } from '../profile-text/new-profile.ts';
import type { Prompter } from './prompter.ts';

type System = Profile['system'];

/**
 * Asks which system it is and who is accountable for it.
 *
 * @param known what a document or an unfinished profile says, which a person may change
 */
export async function askIdentity(prompter: Prompter, known: System): Promise<System> {
  const name = await prompter.text(
    {
      question: 'What is the system called?',
      help: 'The name by which people in your organisation know it.',
    },
    {
      ...(known.name !== UNNAMED.name && { initial: known.name }),
      problem: (text) =>
        text.trim() === '' ? 'Give it a name.' : problemIn({ ...known, name: text.trim() }, 'name'),
    },
  );
  const id = await prompter.text(
    {
      question: 'Under which id is it kept?',
      help: 'Reports and findings carry it, so it should stay the same.',
    },
    {
      initial: known.id === UNNAMED.id ? idFrom(name) : known.id,
      problem: (text) => problemIn({ ...known, id: text.trim() }, 'id'),
    },
  );
  const owner = await prompter.text(
    {
      question: 'Who is accountable for it?',
      help: 'A person or a role, with an e-mail address in <…> if there is one. Enter alone leaves it out.',
    },
    {
      ...(known.owner && { initial: ownerText(known.owner) }),
      placeholder: 'Head of Talent Analytics <owner@example.com>',
      problem: (text) => problemIn({ ...known, ...ownerFrom(text) }, 'owner'),
    },
  );
  const { owner: _, ...others } = known;
  return { ...others, id: id.trim(), name: name.trim(), ...ownerFrom(owner) };
}

/** An id made of a name: small letters, digits and hyphens. */
export function idFrom(name: string): string {
  const id = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 64)
    .replace(/-$/, '');
  return id || UNNAMED.id;
}

type Owner = NonNullable<System['owner']>;

function ownerText({ name, email }: Owner): string {
  return email === undefined ? name : `${name} <${email}>`;
}

/** `Name` or `Name <address>`; nothing from nothing. */
function ownerFrom(text: string): { owner?: Owner } {
  const [name = '', address] = text.split('<');
  if (text.trim() === '') return {};
  const email = address?.replace('>', '').trim();
  return { owner: { name: name.trim(), ...(email !== undefined && { email }) } };
}

function problemIn(system: System, part: keyof System): string | undefined {
  const issues = SystemSchema.safeParse(system).error?.issues ?? [];
  const issue = issues.find(({ path }) => path[0] === part);
  if (!issue) return undefined;
  if (issue.path.includes('email')) return `The address in <…>: ${issue.message}`;
  return part === 'owner' ? 'Give a name before the address.' : issue.message;
}
