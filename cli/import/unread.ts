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

/** What a document says that a person has to judge. */
export interface Statement {
  /** What it says and where, in a sentence: `Task: "classification" (/…/task).` */
  says: string;
  /** The facts it bears on, and why it settles none of them. */
  bears?: { on: readonly string[]; because: string };
}

/** Entries and characters of one entry that a statement repeats; the document has the rest. */
const SHOWN = 5;
const LENGTH = 160;

/** One statement for each topic. */
export function unreadOf(told: readonly Told[]): Statement[] {
  return [...Map.groupBy(told, ({ topic }) => topic)].map(([topic, ofTopic]) => {
    const { about, facts, because } = TOPICS[topic];
    const places = ofTopic.map(({ said, source }) => `${quoted(said)} (${oneLine(source)})`.trim());
    const colon = ofTopic.some(({ said }) => said.length > 0) ? ':' : '';
    return { says: `${about}${colon} ${places.join(', ')}.`, bears: { on: facts, because } };
  });
}

/** Texts of a document, quoted, as far as a statement has room for them. */
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
