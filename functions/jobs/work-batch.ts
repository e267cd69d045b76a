import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logJob, type Worked } from './log-job.ts';

/**
 * Works through messages of a queue, one after the other.
 *
 * @param job name of the job
 * @returns those that failed, to be given out again
 */
export async function workBatch(
  job: string,
  { Records }: SQSEvent,
  work: (record: SQSRecord) => Promise<Worked>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of Records) {
    const done = await logJob(job, record.messageId, () => work(record));
    if (!done) batchItemFailures.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures };
}
