import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { check } from '../../engine/check.ts';
import type { Worked } from '../jobs/log-job.ts';
import { workBatch } from '../jobs/work-batch.ts';
import { deliver } from './deliver.ts';
import { NoticeSchema } from './messages.ts';
import { tell } from './tell.ts';

/** Tells people and machines what happened, message by message. */
export function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workBatch('notify', event, work);
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
