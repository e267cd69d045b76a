import type { Fact, FactValue } from '../../engine/facts.ts';
import { type Page, PLAIN, printable, wrap } from '../page.ts';
import { placeName } from '../places.ts';

/** Leaves room for the indentation and the mark of a comment. */
const LINES: Page = { ...PLAIN, width: PLAIN.width - 4 };

/**
 * The comment above a fact, as lines without their `# `: its question in plain words, what the chosen options mean, and
 * the document it was taken from.
 *
 * @param source where the value comes from, when nobody was asked
 */
export function factComment(fact: Fact, value: FactValue, source?: string): string[] {
  const unit = fact.type === 'number' ? ` (in ${fact.unit})` : '';
  return [
    wrapped(fact.question + unit),
    ...meaningOf(fact, value).map((meaning) => wrapped(meaning, '= ')),
    ...(source === undefined ? [] : [wrapped(printable(source), 'From ', '  ')]),
  ].flatMap((text) => text.split('\n'));
}

/** Text broken into lines for a comment, the first after `lead`. */
export function wrapped(text: string, lead = '', indent = ' '.repeat(lead.length)): string {
  return wrap(LINES, text, indent, lead);
}

/** What chosen options mean, where their ids alone do not say. */
function meaningOf(fact: Fact, value: FactValue): string[] {
  if (fact.type !== 'enum' && fact.type !== 'set') return [];
  const chosen = Array.isArray(value) ? value : [String(value)];
  return chosen.length === 0 ? ['none of these'] : [chosen.map((id) => labelOf(fact, id)).join('; ')];
}

/** What an option is called, in plain words. */
export function labelOf(fact: Fact & { type: 'enum' | 'set' }, id: string): string {
  if (fact.options === 'places') return placeName(id);
  return fact.options.find((option) => option.id === id)?.label ?? id;
}
