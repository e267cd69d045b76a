import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Cloud } from './cloud.ts';
import { listen, stop } from './listen.ts';
import { type Mail, Mailbox } from './mailbox.ts';
import { keepDaily } from './schedule.ts';
import { servicesEndpoint } from './services.ts';
import { WorkQueue } from './work-queue.ts';

type Invoke = (functionName: string, event: unknown, requestId: string) => Promise<unknown>;

/** What happens on this machine without anybody asking. */
export interface Automation {
  /** Address of queues, bus and mail, as in `SQS_ENDPOINT`, `EVENTS_ENDPOINT` and `SNS_ENDPOINT`. */
  readonly endpoint: string;
  /** Works through everything that waits. */
  work(): Promise<void>;
  /** Acts as a deployment does, keeps the schedules, and works whenever there is something to do. */
  start(): Promise<void>;
  /** What would have been sent to people. */
  readonly mails: readonly Mail[];
  /** Messages that failed too often. */
  deadLetters(): readonly string[];
  close(): Promise<void>;
}

/** Milliseconds before work that failed is tried again, times how often it failed. */
const PAUSE = 1000;

/**
 * Opens the queues, the bus and the mail of the cloud. Nothing is worked off before `work` or `start`.
 *
 * @param invoke calls a function
 * @param isDriven whether it will be started; work that fails is then tried again after a pause
 * @param log told of mail
 */
export async function openAutomation(
  cloud: Cloud,
  invoke: Invoke,
  isDriven: boolean,
  log: (text: string) => void,
): Promise<Automation> {
  const queues = new Map(
    cloud.queues.map(({ name, function: handler, ...queue }) => [
      name,
      new WorkQueue({
        ...queue,
        pause: isDriven ? PAUSE : 0,
        work: (event) => invoke(handler, event, randomUUID()),
      }),
    ]),
  );
  const mails: Mail[] = [];
  const mailbox = new Mailbox((mail) => {
    mails.push(mail);
    log(`mail to ${mail.to}: ${mail.subject}\n${mail.text}\n`);
  });
  const server = createServer(servicesEndpoint({ queues, rules: cloud.rules, mailbox }));
  const endpoint = await listen(server, 0);
  let endings: (() => void)[] = [];
  return {
    endpoint,
    work: async () => {
      const all = [...queues.values()];
      while (all.some(({ hasWork }) => hasWork)) for (const queue of all) await queue.drain();
    },
    start: async () => {
      for (const handler of cloud.deployments) await invoke(handler, deploymentEvent(endpoint), randomUUID());
      endings = cloud.schedules.map(({ expression, queue, message }) =>
        keepDaily(expression, () => queues.get(queue)?.send(message)),
      );
      for (const queue of queues.values()) queue.keepWorking();
    },
    mails,
    deadLetters: () => [...queues.values()].flatMap((queue) => queue.deadLetters),
    close: async () => {
      for (const end of endings) end();
      await Promise.all([...queues.values()].map((queue) => queue.stop()));
      stop(server);
    },
  };
}

/** What CloudFormation tells a function about a deployment. */
function deploymentEvent(endpoint: string) {
  return {
    RequestType: 'Update',
    RequestId: randomUUID(),
    ResponseURL: `${endpoint}/deployed`,
    StackId: 'local',
    LogicalResourceId: 'local',
  };
}
