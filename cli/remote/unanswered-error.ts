/**
 * A deployed Jurismap, or whoever issues its tokens, gave no answer that can be used. Neither the input nor the call is
 * wrong, as far as is known, and nothing was decided.
 */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
  readonly hint: string | undefined;
  constructor(reason: string, hint?: string) {
    super(reason);
    this.hint = hint;
  }
}
