import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { EventRule } from './cloud.ts';
import type { Mailbox } from './mailbox.ts';
import type { WorkQueue } from './work-queue.ts';

/** What functions call beside the database. */
interface Services {
  /** By address, which on this machine is the name. */
  readonly queues: ReadonlyMap<string, WorkQueue>;
  readonly rules: readonly EventRule[];
  readonly mailbox: Mailbox;
}

const BatchSchema = z.object({
  QueueUrl: z.string(),
  Entries: z.array(
    z.object({ Id: z.string(), MessageBody: z.string(), DelaySeconds: z.number().default(0) }),
  ),
});

const EventsSchema = z.object({
  Entries: z.array(z.object({ EventBusName: z.string(), Source: z.string(), Detail: z.string() })),
});

/**
 * As much of SQS, EventBridge and SNS as functions call: messages sent in batches, events put on a bus, mail and who gets
 * it. Everything else is answered with 400. CloudFormation's answers from functions are taken here too, and nobody waits for
 * them.
 */
export function servicesEndpoint({ queues, rules, mailbox }: Services): RequestListener {
  return async (request, response) => {
    if (request.method === 'PUT') return response.writeHead(200).end();
    const body = await text(request);
    switch (request.headers['x-amz-target']) {
      case 'AmazonSQS.SendMessageBatch':
        return answerJson(response, sendBatch(queues, body));
      case 'AWSEvents.PutEvents':
        return answerJson(response, putEvents(queues, rules, body));
      default:
        return answerForm(request, response, mailbox, body);
    }
  };
}

function answerJson(response: ServerResponse, answer: object | undefined): void {
  response.writeHead(answer ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(answer ?? {}));
}

function sendBatch(queues: Services['queues'], body: string): object | undefined {
  const { QueueUrl, Entries } = BatchSchema.parse(JSON.parse(body));
  const queue = queues.get(QueueUrl);
  return (
    queue && {
      Successful: Entries.map(({ Id, MessageBody, DelaySeconds }) => ({
        Id,
        MessageId: queue.send(MessageBody, DelaySeconds * 1000),
        MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
      })),
      Failed: [],
    }
  );
}

function putEvents(queues: Services['queues'], rules: Services['rules'], body: string): object {
  const { Entries } = EventsSchema.parse(JSON.parse(body));
  for (const { EventBusName, Source, Detail } of Entries) {
    for (const { bus, sources, queue } of rules) {
      if (bus === EventBusName && sources.includes(Source)) queues.get(queue)?.send(Detail);
    }
  }
  return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: randomUUID() })) };
}

/** SNS is called with forms and answers with XML. */
function answerForm(
  request: IncomingMessage,
  response: ServerResponse,
  mailbox: Mailbox,
  body: string,
): void {
  const form = new URLSearchParams(body);
  const action = form.get('Action') ?? '';
  const result = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? mailbox.act(action, form)
    : undefined;
  response.writeHead(result === undefined ? 400 : 200, { 'content-type': 'text/xml' });
  response.end(`<${action}Response><${action}Result>${result ?? ''}</${action}Result></${action}Response>`);
}
