/** A piece of a document. */
export interface Piece {
  /** How much it matters: the lowest number most. */
  rank: number;
  /** Where it stands among the others. */
  place: number;
  text: string;
}

/**
 * Keeps of very many pieces of text those that matter most and fit into a number of characters. However many are added,
 * it holds no more than that.
 */
export class Shortlist {
  readonly #most: number;
  /** What matters most comes first, equal ones in their order. */
  readonly #pieces: Piece[] = [];
  #length = 0;
  #left = 0;

  /** @param most characters to keep */
  constructor(most: number) {
    this.#most = most;
  }

  add(piece: Piece): void {
    const before = this.#pieces.findLastIndex(({ rank }) => rank <= piece.rank);
    this.#pieces.splice(before + 1, 0, piece);
    this.#length += piece.text.length;
    while (this.#length > this.#most) {
      this.#length -= this.#pieces.pop()?.text.length ?? 0;
      this.#left += 1;
    }
  }

  /** What was kept, each piece in its place. */
  get kept(): string[] {
    return this.#pieces.toSorted((a, b) => a.place - b.place).map(({ text }) => text);
  }

  /** How many pieces did not fit. */
  get left(): number {
    return this.#left;
  }
}
