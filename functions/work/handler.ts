import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { find } from '../jobs/find.ts';
import { logJob } from '../jobs/log-job.ts';
import { look } from '../jobs/look.ts';
import { MessageSchema } from '../jobs/messages.ts';
import { startRuns } from '../jobs/start-runs.ts';

/** Works through messages of the queue, and gives back those that failed. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of Records) {
    const done = await logJob('work', record.messageId, () => work(record));
    if (!done) batchItemFailures.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures };
}

/** @returns the kind of the message */
async function work({ body, messageId, attributes }: SQSRecord): Promise<string> {
  const message = MessageSchema.parse(JSON.parse(body));
  switch (message.kind) {
    case 'start':
      await startRuns(message, messageId, new Date(Number(attributes.SentTimestamp)).toISOString());
      break;
    case 'find':
      await find(message);
      break;
    case 'look':
      await look(message);
      break;
  }
  return message.kind;
}
