import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../engine/digest.ts';
import type { Assessment } from '../../engine/finding.ts';
import { readAssessment, saveAssessment } from '../../store/assessments.ts';
import { type Consumed, DynamoTable } from '../../store/dynamo-table.ts';
import { recordGateRun } from '../../store/gate-runs.ts';
import { startTestDatabase, type TestDatabase } from './database.ts';
import { basis, change, sampleAssessment, sampleBasis, sampleStatement, sent } from './samples.ts';

/**
 * Units are what the store costs. They depend on sizes alone, so they are the same on every machine; engines differ in
 * whether they count indexes.
 */
describe.skipIf(process.env.DYNAMODB_ENDPOINT)('an assessment of 200 findings', () => {
  let database: TestDatabase;
  let table: DynamoTable;
  let consumed: Consumed;

  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(async () => {
    await database.close();
  });
  beforeEach(async () => {
    const onConsumed = ({ read, write }: Consumed): void => {
      consumed = { read: consumed.read + read, write: consumed.write + write };
    };
    consumed = { read: 0, write: 0 };
    table = new DynamoTable({ name: await database.createTable(), endpoint: database.endpoint, onConsumed });
    await saveAssessment(table, 't', 'a', large('2025-06-01'), basis(1), change());
  });

  it('costs what its compressed findings take', () => {
    expect(consumed.write).toBeGreaterThan(10);
    expect(consumed.write).toBeLessThanOrEqual(25);
    expect(consumed.read).toBe(1);
  });

  it('is read at a quarter of that', async () => {
    const { write } = consumed;
    consumed = { read: 0, write: 0 };
    await readAssessment(table, 't', 'a', 'small-act');
    expect(consumed.read).toBeLessThanOrEqual(Math.ceil(write / 4) + 1);
    expect(consumed.write).toBe(0);
  });

  it('costs only its record and head when a day passes and no finding changes', async () => {
    consumed = { read: 0, write: 0 };
    await saveAssessment(table, 't', 'a', large('2025-06-02'), basis(1), change(1));
    expect(consumed.write).toBeLessThanOrEqual(4);
  });

  it('costs one read when it is there already', async () => {
    consumed = { read: 0, write: 0 };
    await saveAssessment(table, 't', 'a', large('2025-06-01'), basis(1), change(1));
    expect(consumed).toEqual({ read: 1, write: 0 });
  });
});

describe.skipIf(process.env.DYNAMODB_ENDPOINT)('a gate run over 30 packs', () => {
  it('costs what its basis takes, and its record and head alone when it rests on the same again', async () => {
    const database = await startTestDatabase();
    const written: number[] = [];
    const table = new DynamoTable({
      name: await database.createTable(),
      endpoint: database.endpoint,
      onConsumed: ({ write }) => written.push(write),
    });
    const assessments = Array.from({ length: 30 }, (_, i) => ({
      pack: `pack-${i}`,
      sequence: 1,
      record: digestOf(i),
    }));
    const basis = { ...sampleBasis(), assessments };
    const run = (minute: number) =>
      recordGateRun(table, 't', sampleStatement('a'), basis, sent(minute, `request ${minute}`));
    try {
      await run(1);
      expect(written.filter((units) => units > 0)).toEqual([2, 1, 1]);
      written.length = 0;
      await run(2);
      expect(written.filter((units) => units > 0)).toEqual([1, 1]);
    } finally {
      await database.close();
    }
  });
});

/** Findings as different from each other as those of a real pack. */
function large(day: string): Assessment {
  const sample = sampleAssessment('a', {}, day);
  const findings = Array.from({ length: 200 }, (_, i) => {
    const finding = sample.findings[i % sample.findings.length];
    if (!finding) throw new Error('the sample has findings');
    const digest = digestOf(i);
    return {
      ...finding,
      rule: `rule-${digest.slice(0, 12)}`,
      title: `Title ${digest.slice(12, 36)}`,
      cite: `Art. ${i}(${i % 7})`,
      ruleDigest: digest,
    };
  });
  return { ...sample, findings };
}
