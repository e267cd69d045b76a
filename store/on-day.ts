import { type AssessmentRecord, listAssessments, readRecord } from './assessments.ts';
import { CorruptRecordError } from './errors.ts';
import type { Table } from './table.ts';

/**
 * What was said about a system on a past day: under each pack the last assessment that was stored on or before that day,
 * whatever day of the law it evaluates.
 *
 * A pack whose current assessment is that old costs nothing beyond the list of the current ones; for another the history
 * is halved until the assessment is found, a read each time. Several machines store assessments, so midnight is as sharp
 * as their clocks agree.
 *
 * @param day in UTC
 */
export async function assessmentsOn(
  table: Table,
  tenant: string,
  system: string,
  day: string,
): Promise<AssessmentRecord[]> {
  const current = await listAssessments(table, tenant, system);
  const found = await Promise.all(current.map((head) => lastOn(table, tenant, head, day)));
  return found.filter((record) => record !== undefined);
}

/** The last of a history that was stored on or before a day. */
async function lastOn(
  table: Table,
  tenant: string,
  head: AssessmentRecord,
  day: string,
): Promise<AssessmentRecord | undefined> {
  if (isBy(head, day)) return head;
  let found: AssessmentRecord | undefined;
  let low = 1;
  let high = head.sequence - 1;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const record = await numbered(table, tenant, head, middle);
    if (isBy(record, day)) {
      found = record;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return found;
}

function isBy({ at }: AssessmentRecord, day: string): boolean {
  return at.slice(0, 10) <= day;
}

/** @throws CorruptRecordError when it is missing */
async function numbered(
  table: Table,
  tenant: string,
  head: AssessmentRecord,
  sequence: number,
): Promise<AssessmentRecord> {
  const record = await readRecord(table, tenant, head, sequence);
  if (record) return record;
  throw new CorruptRecordError(`assessment ${sequence} of "${head.system}" under ${head.pack} is missing`);
}
