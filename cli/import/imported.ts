import type { CertainOptions, SettledFact } from './certain.ts';
import type { Statement } from './unread.ts';

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
  /** Facts that the document settles as a whole. */
  facts: SettledFact[];
  /** What it settles of lists that it does not settle as a whole. */
  certain: CertainOptions[];
  /** What else the document says that bears on facts. */
  unread: Statement[];
}
