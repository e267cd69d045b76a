import type { Catalogue, Fact, FactValue } from './facts.ts';
import { InputError, suggest } from './problem.ts';
import type { Profile } from './profile.ts';

const FORM = /^([a-z][a-z0-9.-]*)(\+=|-=|=)(.*)$/s;

/**
 * A profile with one fact changed, as a what-if writes it: `markets+=KR`, `roles-=provider`, `data.profiling=true`,
 * `markets=EU,GB`, and `fact=` for a fact that becomes unknown (`fact=[]` for a list that becomes empty).
 *
 * @returns a profile not checked yet: whether a value is an option of its fact is the profile's schema's business
 * @throws InputError when the change does not read
 */
export function setFact(profile: Profile, change: string, catalogue: Catalogue): Profile {
  const [, id = '', operator = '', text = ''] = FORM.exec(change) ?? [];
  const fact = catalogue.get(id);
  if (!fact)
    throw refuse(change, id ? `no fact is called "${id}"` : 'is no change of a fact', hintFor(id, catalogue));
  const { [id]: stated, ...others } = profile.facts;
  if (operator === '=') {
    const value = text === '' ? undefined : parse(fact, text);
    return { ...profile, facts: value === undefined ? others : { ...others, [id]: value } };
  }
  if (fact.type !== 'set') throw refuse(change, `"${id}" is not a list`, `write ${id}=VALUE`);
  const items = text.split(',').filter(Boolean);
  const listed = Array.isArray(stated) ? stated : [];
  // A list counts as complete: changing one nobody gave would turn what is unknown into "none of the others".
  if (stated === undefined) throw refuse(change, `"${id}" is unknown`, 'give it a whole list first');
  const value =
    operator === '+=' ? [...new Set([...listed, ...items])] : listed.filter((item) => !items.includes(item));
  return { ...profile, facts: { ...others, [id]: value } };
}

function parse(fact: Fact, text: string): FactValue {
  switch (fact.type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'set':
      return text === '[]' ? [] : text.split(',').filter(Boolean);
    case 'enum':
    case 'date':
      return text;
  }
}

function hintFor(id: string, catalogue: Catalogue): string {
  const ids = catalogue.facts.map((fact) => fact.id);
  return (id && suggest(id, ids)) || 'write fact=value, fact+=value or fact-=value';
}

function refuse(change: string, reason: string, hint: string): InputError {
  return new InputError([{ pointer: '', file: change, reason, hint }]);
}
