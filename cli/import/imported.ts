import type { FactValue } from '../../engine/facts.ts';

/** What of the thing a document describes a profile takes over as it stands. */
export interface ImportedSystem {
  id?: string;
  name?: string;
  version?: string;
  description?: string;
  owner?: { name: string; email?: string };
  links?: string[];
}

/**
 * What a standard document gives to start a profile from. Nothing in it is guessed: what the document leaves open stays
 * unknown, and what it says in words of its own is left to a person.
 */
export interface Imported {
  /** What was read, such as `CycloneDX 1.6`. */
  format: string;
  system: ImportedSystem;
  /** Where in the document each part of `system` stands: a JSON pointer, or a line of a card. */
  sources: Partial<Record<keyof ImportedSystem, string>>;
  /**
   * Facts that the document settles. The formats describe things, and facts ask what a thing is used for, by whom and on
   * whom: topics.ts says of everything the formats have a field for why it settles no fact by itself.
   */
  facts: { fact: string; value: FactValue; source: string }[];
  /** What the document says that bears on facts, each in one line, with where it stands and what to answer. */
  unread: string[];
}
