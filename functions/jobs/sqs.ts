import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';

/** As many as SQS takes in one request. */
const BATCH = 10;

const endpoint = process.env.SQS_ENDPOINT;
const client = new SQSClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  ...(endpoint && { endpoint, useQueueUrlAsEndpoint: false }),
});

/**
 * Puts messages on a queue, as JSON.
 *
 * @param delay seconds before they are worked on, at most 900
 * @throws when some could not be put there; others may have been
 */
export async function putOn(
  queue: string | undefined,
  messages: readonly object[],
  delay = 0,
): Promise<void> {
  for (let from = 0; from < messages.length; from += BATCH) {
    const Entries = messages.slice(from, from + BATCH).map((message, i) => ({
      Id: String(i),
      MessageBody: JSON.stringify(message),
      ...(delay > 0 && { DelaySeconds: delay }),
    }));
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }));
    if (answer.Failed?.length) throw new Error(`${answer.Failed.length} messages were not taken`);
  }
}
