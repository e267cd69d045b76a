import { randomUUID } from 'node:crypto';
import * as z from 'zod';

/** What a function is given of a message, as SQS gives it. */
interface QueueRecord {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: { readonly SentTimestamp: string; readonly ApproximateReceiveCount: string };
}

interface Message {
  readonly id: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  receives: number;
  visibleAt: number;
}

interface WorkQueueProps {
  /** Messages the function is given at once. */
  readonly batch: number;
  /** A message that failed so often is set aside. */
  readonly attempts: number;
  /** Milliseconds before a message that failed is tried again, times how often it failed. Where it is 0, nothing waits. */
  readonly pause: number;
  /** Calls the function that works the queue off; what it throws fails the whole batch. */
  work(event: { Records: QueueRecord[] }): Promise<unknown>;
}

const AnswerSchema = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/** A queue in memory, with the function that works it off and the messages that failed too often. */
export class WorkQueue {
  readonly deadLetters: string[] = [];
  private readonly props: WorkQueueProps;
  private readonly messages: Message[] = [];
  private draining: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(props: WorkQueueProps) {
    this.props = props;
  }

  /**
   * @param delay milliseconds before it is given out
   * @returns the id of the message
   */
  send(body: string, delay = 0): string {
    const now = Date.now();
    const id = randomUUID();
    const visibleAt = this.props.pause > 0 ? now + delay : now;
    this.messages.push({ id, body, sentAt: now, receives: 0, visibleAt });
    return id;
  }

  /** Whether there is a message that could be given out now. */
  get hasWork(): boolean {
    const now = Date.now();
    return this.messages.some(({ visibleAt }) => visibleAt <= now);
  }

  /** Works until no message is left that could be given out now. */
  drain(): Promise<void> {
    this.draining ??= this.workOff().finally(() => {
      this.draining = undefined;
    });
    return this.draining;
  }

  /** Works whenever there is a message, until the queue is stopped. */
  keepWorking(): void {
    this.timer = setInterval(() => void this.drain(), 50);
  }

  /** Gives out no more messages, and waits for those that were. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.messages.length = 0;
    await this.draining;
  }

  private async workOff(): Promise<void> {
    for (let taken = this.take(); taken.length > 0; taken = this.take()) {
      const failed = await this.failuresOf(taken);
      for (const message of taken) {
        if (!failed.has(message.id)) continue;
        if (message.receives >= this.props.attempts) this.deadLetters.push(message.body);
        else {
          message.visibleAt = Date.now() + message.receives * this.props.pause;
          this.messages.push(message);
        }
      }
    }
  }

  private take(): Message[] {
    const now = Date.now();
    const taken = this.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, this.props.batch);
    for (const message of taken) {
      message.receives += 1;
      this.messages.splice(this.messages.indexOf(message), 1);
    }
    return taken;
  }

  private async failuresOf(taken: readonly Message[]): Promise<ReadonlySet<string>> {
    try {
      const answer = AnswerSchema.parse(await this.props.work({ Records: taken.map(recordOf) }));
      return new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    } catch {
      return new Set(taken.map(({ id }) => id));
    }
  }
}

function recordOf({ id, body, sentAt, receives }: Message): QueueRecord {
  return {
    messageId: id,
    body,
    attributes: { SentTimestamp: String(sentAt), ApproximateReceiveCount: String(receives) },
  };
}
