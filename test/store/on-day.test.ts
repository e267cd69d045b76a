import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayAfter } from '../../engine/day.ts';
import { type AssessmentRecord, saveAssessment } from '../../store/assessments.ts';
import { DynamoTable } from '../../store/dynamo-table.ts';
import { CorruptRecordError } from '../../store/errors.ts';
import * as keys from '../../store/keys.ts';
import { assessmentsOn } from '../../store/on-day.ts';
import { startTestDatabase, type TestDatabase } from './database.ts';
import { basis, sampleAssessment } from './samples.ts';

let database: TestDatabase;
let name: string;
let table: DynamoTable;
let reads = 0;
beforeAll(async () => {
  database = await startTestDatabase();
  name = await database.createTable();
  const onConsumed = ({ read }: { read: number }) => {
    reads += Number(read > 0);
  };
  table = new DynamoTable({ name, endpoint: database.endpoint, onConsumed });
});
afterAll(async () => {
  await database.close();
});

const FIRST = '2026-01-01';

/** One assessment after the other; days count from the first, and each evaluates a day of the law of its own. */
async function history(system: string, days: readonly number[]): Promise<AssessmentRecord[]> {
  const records: AssessmentRecord[] = [];
  for (const [i, day] of days.entries()) {
    const at = `${dayAfter(FIRST, day)}T${i % 2 ? '23:59:59.999' : '00:00:00.000'}Z`;
    const assessment = sampleAssessment(system, {}, dayAfter('2030-01-01', -i));
    records.push(await saveAssessment(table, 't', system, assessment, basis(1), { by: 'counsel', at }));
  }
  return records;
}

/** What the definition says, read from everything there is. */
function naive(records: readonly AssessmentRecord[], day: string): AssessmentRecord[] {
  const last = records.filter(({ at }) => at <= `${day}T23:59:59.999Z`).at(-1);
  return last ? [last] : [];
}

let systems = 0;

describe('what was said on a past day', () => {
  it('is the last that was stored by its end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }), async (days) => {
        const system = `system-${++systems}`;
        const records = await history(
          system,
          days.toSorted((a, b) => a - b),
        );
        for (let day = -1; day <= 21; day++) {
          const on = dayAfter(FIRST, day);
          expect(await assessmentsOn(table, 't', system, on)).toEqual(naive(records, on));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is found in a long history by few reads', async () => {
    const records = await history(
      'long',
      Array.from({ length: 100 }, (_, i) => i),
    );
    const before = reads;
    expect(await assessmentsOn(table, 't', 'long', dayAfter(FIRST, 41))).toEqual([records[41]]);
    expect(reads - before).toBeLessThanOrEqual(8);
  });

  it('passes over what a losing writer left behind', async () => {
    const records = await history('contended', [1, 3, 5]);
    const left = { ...records[1], by: 'somebody else', record: '0'.repeat(64) };
    await table.put({ ...keys.assessmentRecord('t', 'contended', 'small-act', 2, left.record), ...left });
    expect(await assessmentsOn(table, 't', 'contended', dayAfter(FIRST, 4))).toEqual([records[1]]);
  });

  it('is not made up where a record is gone', async () => {
    const [, second] = await history('gone', [1, 3, 5]);
    const key = keys.assessmentRecord('t', 'gone', 'small-act', 2, second?.record ?? '');
    await table.client.send(new DeleteCommand({ TableName: name, Key: key }));
    await expect(assessmentsOn(table, 't', 'gone', dayAfter(FIRST, 2))).rejects.toThrow(CorruptRecordError);
  });
});
