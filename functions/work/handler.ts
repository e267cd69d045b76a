import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { find } from '../jobs/find.ts';
import type { Worked } from '../jobs/log-job.ts';
import { look } from '../jobs/look.ts';
import { MessageSchema } from '../jobs/messages.ts';
import { startRuns } from '../jobs/start-runs.ts';
import { workBatch } from '../jobs/work-batch.ts';

/** Works through messages of the work queue. */
export function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workBatch('work', event, work);
}

async function work({ body, messageId, attributes }: SQSRecord): Promise<Worked> {
  const message = MessageSchema.parse(JSON.parse(body));
  const { kind } = message;
  switch (message.kind) {
    case 'start':
      await startRuns(message, messageId, new Date(Number(attributes.SentTimestamp)).toISOString());
      return { kind };
    case 'find':
      return { kind, counts: { Found: await find(message) } };
    case 'look': {
      const { changed, failure } = await look(message);
      return { kind, counts: { Changed: changed, NotAssessable: failure === null ? 0 : 1 } };
    }
  }
}
