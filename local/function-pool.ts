import type { CloudFunction } from './cloud.ts';
import { FunctionInstance } from './function-instance.ts';

/** Calls that come while this many copies are busy wait for one. */
const MOST_INSTANCES = 4;

/** The running copies of one function. As in the cloud, the first call starts one and a busy copy takes no second call. */
export class FunctionPool {
  private readonly start: () => FunctionInstance;
  private readonly instances = new Set<FunctionInstance>();
  private readonly idle: FunctionInstance[] = [];
  private readonly waiting: (() => void)[] = [];

  /** @param log told what the function prints */
  constructor(
    definition: CloudFunction,
    environment: Readonly<Record<string, string>>,
    log: (text: string) => void,
  ) {
    this.start = () => new FunctionInstance(definition, environment, log);
  }

  /** @throws FunctionError when the function gives no answer */
  async invoke(event: unknown, requestId: string): Promise<unknown> {
    const instance = await this.take();
    try {
      return await instance.invoke(event, requestId);
    } finally {
      this.giveBack(instance);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.instances].map((instance) => instance.stop()));
  }

  private async take(): Promise<FunctionInstance> {
    for (;;) {
      const instance = this.idle.pop() ?? this.startOne();
      if (instance?.alive) return instance;
      if (instance !== undefined) this.instances.delete(instance);
      else await new Promise<void>((free) => this.waiting.push(free));
    }
  }

  private startOne(): FunctionInstance | undefined {
    if (this.instances.size >= MOST_INSTANCES) return undefined;
    const instance = this.start();
    this.instances.add(instance);
    return instance;
  }

  private giveBack(instance: FunctionInstance): void {
    if (instance.alive) this.idle.push(instance);
    else this.instances.delete(instance);
    this.waiting.shift()?.();
  }
}
