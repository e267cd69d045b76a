import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { BINARY } from './jurismap.ts';

/** Keys a person presses. */
export const KEYS = { enter: '\r', tab: '\t', up: '\u001b[A', ctrlC: '\u0003' } as const;

/** Whether this machine brings the `script` of util-linux, as every Linux of a usual kind does. */
export const hasTerminal = String(spawnSync('script', ['--version']).stdout).includes('util-linux');
if (!hasTerminal) console.warn('SKIPPED: no conversation on a terminal without the `script` of util-linux');

/** The real command line in a pseudo-terminal. */
export class Terminal {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<number>;
  #output = '';
  #seen = 0;
  #wake: () => void = () => {};

  constructor(folder: string, ...args: string[]) {
    const command = [process.execPath, BINARY, ...args].map((word) => `'${word}'`).join(' ');
    // Without `exec` a shell would stand between, and some end by themselves when they see ctrl-C.
    this.#child = spawn('script', ['-qefc', `exec ${command}`, '/dev/null'], {
      cwd: folder,
      env: { ...process.env, TERM: 'xterm' },
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      this.#wake();
    });
    this.#ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject).on('close', (code) => {
        resolve(code ?? -1);
        this.#wake();
      });
    });
  }

  /** Waits until a text stands on the screen after what was waited for before. */
  async sees(text: string): Promise<void> {
    for (;;) {
      const at = this.screen.indexOf(text, this.#seen);
      if (at >= 0) {
        this.#seen = at + text.length;
        return;
      }
      if (this.#child.exitCode !== null) throw new Error(`it ended without "${text}":\n${this.screen}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  press(...keys: string[]): void {
    this.#child.stdin.write(keys.join(''));
  }

  /** Ends the terminal from outside. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** The exit code, once it has ended. */
  ends(): Promise<number> {
    return this.#ended;
  }

  /** Everything that was ever on the screen, without colours and cursor movements. */
  get screen(): string {
    return stripVTControlCharacters(this.#output).replaceAll('\r', '');
  }
}
