import { checkProfile } from './check-profile.ts';
import type { Catalogue, Fact, FactValue } from './facts.ts';
import { InputError, type Problem, suggest } from './problem.ts';
import type { Profile } from './profile.ts';

const FORM = /^([a-z][a-z0-9.-]*?)(\+=|-=|=)(.*)$/s;

/** Where the change with this index stands, for messages. */
export type LocateChange = (index: number) => Pick<Problem, 'pointer' | 'file'>;

/**
 * A profile with facts changed, as a what-if writes it: `markets+=KR`, `roles-=provider`, `data.profiling=true`,
 * `markets=EU,GB`, `fact=[]` for a list that becomes empty, and `fact=` for a fact that becomes unknown.
 *
 * @throws InputError with every change that does not read, or that leads to something that is no profile
 */
export function changeFacts(
  profile: Profile,
  changes: readonly string[],
  catalogue: Catalogue,
  locate: LocateChange,
): Profile {
  const problems: Problem[] = [];
  let now = profile;
  for (const [i, change] of changes.entries()) {
    const report = (reason: string, hint?: string): Problem => ({
      ...locate(i),
      reason,
      ...(hint && { hint }),
    });
    try {
      const next = changeFact(now, change, catalogue, (reason, hint) => {
        throw new InputError([report(reason, hint)]);
      });
      now = checkProfile(next, catalogue, (_, reason, hint) => report(reason, hint));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return now;
}

function changeFact(
  profile: Profile,
  change: string,
  catalogue: Catalogue,
  refuse: (reason: string, hint?: string) => never,
): Profile {
  const [, id = '', operator = '', text = ''] = FORM.exec(change) ?? [];
  const fact =
    catalogue.get(id) ??
    refuse(id ? `no fact is called "${id}"` : 'is no change of a fact', hintFor(id, catalogue));
  const { [id]: stated, ...others } = profile.facts;
  if (operator === '=') {
    return { ...profile, facts: text === '' ? others : { ...others, [id]: parse(fact, text) } };
  }
  if (fact.type !== 'set') refuse(`"${id}" is not a list`, `write ${id}=VALUE`);
  // A list counts as complete: changing one nobody gave would turn what is unknown into "none of the others".
  if (stated === undefined) refuse(`"${id}" is unknown`, 'give the whole list first');
  const items = text.split(',');
  if (items.includes('')) refuse('names nothing between two commas', `write ${id}${operator}VALUE,VALUE`);
  const listed = Array.isArray(stated) ? stated : [];
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
      return text === '[]' ? [] : text.split(',');
    case 'enum':
    case 'date':
      return text;
  }
}

function hintFor(id: string, catalogue: Catalogue): string {
  const ids = catalogue.facts.map((fact) => fact.id);
  return (id && suggest(id, ids)) || 'write fact=value, fact+=value or fact-=value';
}
