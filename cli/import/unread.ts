import { printable } from '../page.ts';
import { TOPICS, type TopicName } from './topics.ts';

/** Something a document says that bears on facts. */
export interface Told {
  topic: TopicName;
  /** In the words of the document; none when that it is there says enough. */
  said: readonly string[];
  /** Where it stands. */
  source: string;
}

/** Entries and characters of one entry that a line repeats; the document has the rest. */
const SHOWN = 5;
const LENGTH = 160;

/** One line for each topic, such as `Task: "classification" (/…/task). Answer use.purposes: …`. */
export function unreadLines(told: readonly Told[]): string[] {
  return [...Map.groupBy(told, ({ topic }) => topic)].map(([topic, ofTopic]) => {
    const { about, facts, because } = TOPICS[topic];
    const places = ofTopic.map(({ said, source }) => `${quoted(said)} (${oneLine(source)})`.trim());
    const colon = ofTopic.some(({ said }) => said.length > 0) ? ':' : '';
    return `${about}${colon} ${places.join(', ')}. Answer ${joined(facts)}: ${because}.`;
  });
}

/** Texts of a document, quoted, as far as a line has room for them. */
export function quoted(said: readonly string[]): string {
  const shown = said.slice(0, SHOWN).map((text) => `"${cut(oneLine(text))}"`);
  const more = said.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** A stranger's text on one line, without what would move a cursor or end a comment. */
export function oneLine(text: string): string {
  return printable(text.toWellFormed()).replace(/\s+/g, ' ').trim();
}

function cut(text: string): string {
  return text.length <= LENGTH ? text : `${text.slice(0, LENGTH).toWellFormed()}…`;
}

function joined(facts: readonly string[]): string {
  return facts.length === 1 ? String(facts[0]) : `${facts.slice(0, -1).join(', ')} and ${facts.at(-1)}`;
}
