import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CloudFunction } from './cloud.ts';
import { Outcome } from './function-worker.ts';

/** A function that failed, ran out of time or of memory; the caller hears only that. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
}

/** One running copy of a function: its bundle in a thread with its own environment, memory and time, one call at a time. */
export class FunctionInstance {
  private readonly definition: CloudFunction;
  private readonly worker: Worker;
  private readonly ended: Promise<never>;
  private lastWords = 'its thread ended';
  alive = true;

  /** @param log told what the function prints */
  constructor(
    definition: CloudFunction,
    environment: Readonly<Record<string, string>>,
    log: (text: string) => void,
  ) {
    this.definition = definition;
    this.worker = new Worker(new URL('./function-worker.ts', import.meta.url), {
      env: { ...definition.environment, ...environment },
      workerData: {
        bundle: definition.bundle,
        handler: definition.handler,
        memory: String(definition.memory),
      },
      stdout: true,
      stderr: true,
      // Flags this process was started with are not the function's.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: definition.memory },
    });
    for (const stream of [this.worker.stdout, this.worker.stderr]) {
      stream.setEncoding('utf8').on('data', log);
    }
    this.ended = new Promise((_, ended) => {
      this.worker.once('error', (error) => this.end(ended, error.message));
      this.worker.once('exit', () => this.end(ended, this.lastWords));
    });
    // An instance that ends while idle is nobody's failure.
    this.ended.catch(() => undefined);
  }

  /**
   * @throws FunctionError when there is no answer; the instance is then not to be used again unless `alive`
   */
  async invoke(event: unknown, requestId: string): Promise<unknown> {
    const { name, timeout } = this.definition;
    const timer = setTimeout(() => {
      this.lastWords = `no answer within ${timeout} s`;
      void this.stop();
    }, timeout * 1000);
    try {
      const answered = once(this.worker, 'message');
      this.worker.postMessage({
        requestId,
        functionName: name,
        deadline: Date.now() + timeout * 1000,
        event,
      });
      const [message] = await Promise.race([answered, this.ended]);
      const outcome = Outcome.parse(message);
      if (!outcome.ok) throw new FunctionError(`${name}: ${outcome.error}`);
      return outcome.result;
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private end(ended: (error: FunctionError) => void, reason: string): void {
    this.alive = false;
    ended(new FunctionError(`${this.definition.name}: ${reason}`));
  }
}
