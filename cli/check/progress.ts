/** Fewer systems than this are done before anyone wonders. */
const WORTH_TELLING = 20;
/** Where nobody watches, a line for each so many systems. */
const STEP = 100;

/** Tells on standard error how far a long run has come: on a terminal in one line that changes, elsewhere now and then. */
export class Progress {
  readonly #total: number;
  readonly #isWatched: boolean;
  #done = 0;

  constructor(total: number) {
    this.#total = total;
    this.#isWatched = process.stderr.isTTY === true;
  }

  step(): void {
    this.#done += 1;
    if (this.#total < WORTH_TELLING) return;
    const text = `${this.#done} of ${this.#total} systems checked`;
    if (this.#isWatched) process.stderr.write(`\r${text}`);
    else if (this.#done % STEP === 0) process.stderr.write(`${text}\n`);
  }

  /** Leaves the line to what comes next. */
  end(): void {
    if (this.#isWatched && this.#total >= WORTH_TELLING) process.stderr.write('\r\u001b[K');
  }
}
