import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import type { WorkQueue } from './work-queue.ts';

const BatchSchema = z.object({
  QueueUrl: z.string(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })),
});

/**
 * As much of SQS as functions call: messages are sent in batches. Everything else is answered with 400. CloudFormation's
 * answers from functions are taken here too, and nobody waits for them.
 *
 * @param queues by address, which on this machine is the name
 */
export function sqsEndpoint(queues: ReadonlyMap<string, WorkQueue>): RequestListener {
  return async (request, response) => {
    if (request.method === 'PUT') return response.writeHead(200).end();
    const batch = BatchSchema.safeParse(await json(request).catch(() => undefined));
    const queue = batch.success ? queues.get(batch.data.QueueUrl) : undefined;
    const isKnown = request.headers['x-amz-target'] === 'AmazonSQS.SendMessageBatch';
    if (!batch.success || !queue || !isKnown) return response.writeHead(400).end('{}');
    const Successful = batch.data.Entries.map(({ Id, MessageBody }) => ({
      Id,
      MessageId: queue.send(MessageBody),
      MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
    }));
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    return response.end(JSON.stringify({ Successful, Failed: [] }));
  };
}
