import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { check } from '../../engine/check.ts';
import { logJob, type Worked } from '../jobs/log-job.ts';
import { deliver } from './deliver.ts';
import { NoticeSchema } from './messages.ts';
import { tell } from './tell.ts';

/** Tells people and machines what happened, and gives back the messages that failed. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of Records) {
    const done = await logJob('notify', record.messageId, () => work(record));
    if (!done) batchItemFailures.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures };
}

async function work({ body }: SQSRecord): Promise<Worked> {
  const notice = check(NoticeSchema, JSON.parse(body));
  if ('webhook' in notice) {
    const isTaken = await deliver(notice);
    return { kind: 'deliver', counts: { NotTaken: isTaken ? 0 : 1 } };
  }
  await tell(notice);
  return { kind: 'tell' };
}
