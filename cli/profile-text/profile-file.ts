import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Question } from '../../engine/ask.ts';
import { readProfile } from '../../engine/check-profile.ts';
import { toText } from '../../engine/document.ts';
import type { Catalogue, Fact, FactValue } from '../../engine/facts.ts';
import type { Profile } from '../../engine/profile.ts';
import { CallError } from '../call-error.ts';
import { readInput } from '../read-input.ts';
import { writeWhole } from '../write-whole.ts';
import { factComment } from './fact-comment.ts';
import { withoutWhich } from './new-profile.ts';
import { withOpenQuestions, withoutOpenQuestions } from './open-questions.ts';
import { type Proposal, proposalsIn, withoutProposal } from './proposals.ts';
import { setEntry } from './set-entry.ts';

/** A fact to be stated, with the document it was taken from when nobody was asked. */
export interface Stated {
  fact: Fact;
  value: FactValue;
  source?: string;
}

/**
 * A profile on disk that grows answer by answer. Every change is written at once and whole, on top of what the file says
 * by then, so that neither a dying terminal nor an editor beside it loses anything.
 */
export class ProfileFile {
  readonly path: string;
  readonly #catalogue: Catalogue;
  #profile: Profile;
  #proposals: ReadonlyMap<string, Proposal>;

  private constructor(path: string, catalogue: Catalogue, text: string) {
    this.path = path;
    this.#catalogue = catalogue;
    this.#profile = readProfile(text, path, catalogue).profile;
    this.#proposals = proposalsIn(text);
  }

  /** @throws CallError when a file could not be written there */
  static refuseUnwritable(path: string): void {
    trying(path, () => accessSync(existsSync(path) ? path : dirname(path), constants.W_OK));
  }

  /** @throws InputError when the file is no profile */
  static open(path: string, catalogue: Catalogue): ProfileFile {
    return new ProfileFile(path, catalogue, toText(readInput(path), path));
  }

  /** @throws InputError when the text is no profile; CallError when it cannot be written */
  static create(path: string, text: string, catalogue: Catalogue): ProfileFile {
    const file = new ProfileFile(path, catalogue, text);
    write(path, text);
    return file;
  }

  /** The profile as it was last read or written. */
  get profile(): Profile {
    return this.#profile;
  }

  /** What comments in it propose, by fact. */
  get proposals(): ReadonlyMap<string, Proposal> {
    return this.#proposals;
  }

  /** States facts, each below its question in plain words; a proposal for one has done its service. */
  state(stated: readonly Stated[]): void {
    this.#edit((text, { facts }) =>
      stated.reduce((sofar, { fact, value, source }) => {
        const former = Object.hasOwn(facts, fact.id) ? facts[fact.id] : undefined;
        return setEntry(withoutProposal(sofar, fact), 'facts', {
          key: fact.id,
          value,
          comment: factComment(fact, value, source),
          ...(former !== undefined && { formerComment: factComment(fact, former) }),
        });
      }, withoutOpenQuestions(text)),
    );
    for (const { fact, value } of stated) {
      if (!isDeepStrictEqual(this.#profile.facts[fact.id], value))
        throw new Error(`${fact.id} did not get into ${this.path}`);
    }
  }

  /** Says which system it is. */
  identify(system: Profile['system']): void {
    this.#edit((text) =>
      Object.entries(system).reduce(
        (sofar, [key, value]) => setEntry(sofar, 'system', { key, value, comment: [] }),
        withoutWhich(text),
      ),
    );
  }

  /** Ends the file with the questions that are most telling next. */
  listOpen(questions: readonly Question[]): void {
    this.#edit((text) => withOpenQuestions(text, questions, this.#catalogue));
  }

  #edit(change: (text: string, profile: Profile) => string): void {
    const bytes = readInput(this.path);
    const { profile } = readProfile(bytes, this.path, this.#catalogue);
    const before = Buffer.from(bytes).toString('utf8');
    const after = change(before, profile);
    const changed = readProfile(after, this.path, this.#catalogue).profile;
    if (after !== before) write(this.path, after);
    this.#profile = changed;
    this.#proposals = proposalsIn(after);
  }
}

function write(path: string, text: string): void {
  trying(path, () => writeWhole([text], path));
}

function trying(path: string, writing: () => void): void {
  try {
    writing();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CallError(
      `${path} cannot be written: ${reason}`,
      'name a file in a folder that may be written',
    );
  }
}
