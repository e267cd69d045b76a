import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Message } from './messages.ts';

/** As many as SQS takes in one request. */
const BATCH = 10;

const endpoint = process.env.SQS_ENDPOINT;
const client = new SQSClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  ...(endpoint && { endpoint, useQueueUrlAsEndpoint: false }),
});

/**
 * Puts messages on the work queue.
 *
 * @throws when some could not be put there; others may have been
 */
export async function send(messages: readonly Message[]): Promise<void> {
  for (let from = 0; from < messages.length; from += BATCH) {
    const Entries = messages.slice(from, from + BATCH).map((message, i) => ({
      Id: String(i),
      MessageBody: JSON.stringify(message),
    }));
    const answer = await client.send(
      new SendMessageBatchCommand({ QueueUrl: process.env.WORK_QUEUE_URL, Entries }),
    );
    if (answer.Failed?.length) throw new Error(`${answer.Failed.length} messages were not taken`);
  }
}
