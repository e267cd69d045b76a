import { SystemSchema } from '../../engine/profile.ts';
import { textOf } from '../json-values.ts';
import type { Imported, ImportedSystem } from './imported.ts';
import { oneLine, type Statement } from './unread.ts';

/** A value of the document, and where it stands. */
export interface Found {
  value: unknown;
  source: string;
}

/** What a reader found of the thing a document describes. What is not text is passed over. */
export interface FoundSystem {
  id?: Found | undefined;
  name?: Found | undefined;
  version?: Found | undefined;
  description?: Found | undefined;
  owner?: { name: Found; email?: Found | undefined } | undefined;
  links?: readonly Found[];
}

const { id: Id, name: Name, version: Version, description: Description, owner: Owner } = SystemSchema.shape;
const MAX_DESCRIPTION = 5000;
const MAX_LINKS = 50;
const MAX_LINK = 2000;

/** Fits what was found to what a profile takes; `unread` says what does not fit. */
export function systemFrom(found: FoundSystem): Pick<Imported, 'system' | 'sources' | 'unread'> {
  const system: ImportedSystem = {};
  const sources: Imported['sources'] = {};
  const unread: Statement[] = [];
  const take = <K extends keyof ImportedSystem>(
    key: K,
    value: ImportedSystem[K] | undefined,
    source: string,
  ): void => {
    if (value === undefined) return;
    system[key] = value;
    sources[key] = oneLine(source);
  };
  for (const [key, schema] of [
    ['name', Name],
    ['version', Version],
  ] as const) {
    const text = textIn(found[key]);
    if (!found[key] || text === undefined) continue;
    if (schema.safeParse(text).success) take(key, text, found[key].source);
    else
      unread.push({
        says: `Its ${key} (${oneLine(found[key].source)}) is longer than a profile takes: choose one.`,
      });
  }
  if (found.description) take('description', paragraphs(found.description), found.description.source);
  const given = Id.safeParse(textIn(found.id));
  if (found.id && given.success) take('id', given.data, found.id.source);
  else if (system.name !== undefined) take('id', idFrom(system.name), sources.name ?? '');
  const owner = Owner.safeParse(ownerOf(found.owner));
  if (found.owner && owner.success && owner.data) take('owner', tidy(owner.data), found.owner.name.source);
  const links = (found.links ?? []).filter(isLink);
  if (links[0]) take('links', linksOf(links), links[0].source);
  return { system, sources, unread };
}

function textIn(found: Found | undefined): string | undefined {
  const text = oneLine(textOf(found?.value) ?? '');
  return text === '' ? undefined : text;
}

/** What would move a cursor goes; line breaks stay. */
function paragraphs({ value }: Found): string | undefined {
  const text = (textOf(value) ?? '')
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cf}/gu, ' ')
    .trim();
  if (text === '') return undefined;
  const fitting = Description.safeParse(text).success;
  return fitting ? text : `${text.slice(0, MAX_DESCRIPTION - 1).toWellFormed()}…`;
}

/** A handle made of the name, where that has letters or digits of the Latin alphabet. */
function idFrom(name: string): string | undefined {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 64)
    .replace(/-$/, '');
  return Id.safeParse(id).success ? id : undefined;
}

function ownerOf(owner: FoundSystem['owner']): { name: string; email?: string } | undefined {
  const name = textIn(owner?.name);
  const email = textIn(owner?.email);
  return name === undefined ? undefined : { name, ...(email !== undefined && { email }) };
}

function tidy({
  name,
  email,
}: {
  name: string;
  email?: string | undefined;
}): NonNullable<ImportedSystem['owner']> {
  return { name, ...(email !== undefined && { email }) };
}

/** Addresses of pages; other references (a purl, a file beside the document) lead nowhere from a profile. */
function isLink({ value }: Found): boolean {
  const text = textOf(value)?.trim() ?? '';
  if (text.length > MAX_LINK || !URL.canParse(text)) return false;
  return ['http:', 'https:'].includes(new URL(text).protocol);
}

function linksOf(links: readonly Found[]): string[] {
  return [...new Set(links.map(({ value }) => oneLine(textOf(value) ?? '')))].slice(0, MAX_LINKS);
}
