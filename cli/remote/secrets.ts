/** Tokens and the like. No message may tell them, not even one in which somebody else repeats them. */
export class Secrets {
  readonly #known = new Set<string>();

  /** Keeps a text out of every message from now on. */
  keep(secret: string): string {
    this.#known.add(secret);
    return secret;
  }

  /** Somebody else's words without what must not be told. */
  hide(text: string): string {
    return [...this.#known].reduce((told, secret) => told.replaceAll(secret, '***'), text);
  }
}
