/** What a person is asked, with what helps to understand it. */
export interface Asked {
  question: string;
  help?: string | null;
}

export interface Choice {
  /** What a choice comes back as. */
  value: string;
  label: string;
  hint?: string | null;
}

export interface TextField {
  /** Stands in the field at first and can be changed. */
  initial?: string;
  /** Shown while the field is empty. */
  placeholder?: string;
  /** What is wrong with a text; undefined when nothing is. */
  problem(text: string): string | undefined;
}

export interface ListField {
  /** Chosen beforehand; a person can take it back. */
  initial?: readonly string[];
  /** What is wrong with what is chosen; undefined when nothing is. */
  problem(chosen: readonly string[]): string | undefined;
}

/** The few ways in which an interview speaks with a person. Every one that asks throws Stopped when the person leaves. */
export interface Prompter {
  begin(title: string): void;
  tell(text: string): void;
  warn(text: string): void;
  end(text: string): void;
  /** One of the choices. */
  one(asked: Asked, choices: readonly Choice[]): Promise<string>;
  /** Some of the choices, against which nothing is to be said. */
  some(asked: Asked, choices: readonly Choice[], field: ListField): Promise<readonly string[]>;
  text(asked: Asked, field: TextField): Promise<string>;
  /** Shows that work goes on, as long as it takes. */
  during<T>(what: string, work: () => Promise<T>): Promise<T>;
}

/** The person leaves; everything answered is kept. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
