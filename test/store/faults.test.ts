import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listHistory, readAssessment, saveAssessment } from '../../store/assessments.ts';
import { DynamoTable } from '../../store/dynamo-table.ts';
import { NotFoundError, UnavailableError } from '../../store/errors.ts';
import { listGateRuns, readGateRun, recordGateRun } from '../../store/gate-runs.ts';
import { createSystem, listVersions, readSystem, updateSystem } from '../../store/systems.ts';
import { verifySystem } from '../../store/verify.ts';
import { startTestDatabase, type TestDatabase } from './database.ts';
import {
  basis,
  change,
  sampleAssessment,
  sampleBasis,
  sampleProfile,
  sampleStatement,
  sent,
} from './samples.ts';

/** A fault strikes one write, before it takes effect or after (the answer is lost). */
interface Fault {
  write: number;
  moment: 'before' | 'after';
  error: Error;
}

const THROTTLED = new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
const TIMEOUT = Object.assign(new Error('the request timed out'), { name: 'TimeoutError' });
const KILLED = Object.assign(new Error('the process was killed'), { name: 'Killed' });

const FAULTS = [THROTTLED, TIMEOUT, KILLED].flatMap((error) =>
  (['before', 'after'] as const).flatMap((moment) =>
    [1, 2, 3].map((write): Fault => ({ write, moment, error })),
  ),
);

let database: TestDatabase;
let name: string;
let table: DynamoTable;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  name = await database.createTable();
  table = new DynamoTable({ name, endpoint: database.endpoint });
});

/** A table on which the fault strikes; `struck` tells whether it did. */
function faulty(fault: Fault): { table: DynamoTable; struck: () => boolean } {
  const broken = new DynamoTable({ name, endpoint: database.endpoint });
  let writes = 0;
  broken.client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!context.commandName?.startsWith('Put') || ++writes !== fault.write) return next(args);
      if (fault.moment === 'after') await next(args);
      throw fault.error;
    },
    { step: 'initialize' },
  );
  return { table: broken, struck: () => writes >= fault.write };
}

describe.each(FAULTS)('with a $error.name $moment write $write', (fault) => {
  it('creating a system shows it whole or not at all, and a retry completes', async () => {
    const profile = sampleProfile('a', { size: 1 });
    const { table: broken, struck } = faulty(fault);
    const first = await createSystem(broken, 't', profile, sent(1)).catch((error: unknown) => error);
    expect(struck()).toBe(true);
    expect(first).toBeInstanceOf(UnavailableError);
    expect(first).toMatchObject({ cause: fault.error });
    const seen = await readSystem(table, 't', 'a').catch((error: unknown) => error);
    if (fault.write === 3 && fault.moment === 'after') expect(seen).toMatchObject({ profile });
    else expect(seen).toBeInstanceOf(NotFoundError);
    expect((await createSystem(table, 't', profile, sent(2))).version).toBe(1);
    expect((await readSystem(table, 't', 'a')).profile).toEqual(profile);
    expect(await verifySystem(table, 't', 'a')).toEqual([]);
  });

  it('updating a system shows the old or the new version whole, and a retry completes', async () => {
    await createSystem(table, 't', sampleProfile('a', { size: 1 }), change());
    const { table: broken, struck } = faulty(fault);
    await updateSystem(broken, 't', sampleProfile('a', { size: 2 }), 1, change(1)).catch(
      (error: unknown) => error,
    );
    expect(struck()).toBe(fault.write <= 2);
    if (!struck()) return;
    const { head, profile } = await readSystem(table, 't', 'a');
    expect(profile.facts).toEqual({ size: head.version });
    await updateSystem(table, 't', sampleProfile('a', { size: 2 }), head.version, change(2));
    expect((await readSystem(table, 't', 'a')).profile.facts).toEqual({ size: 2 });
    expect((await listVersions(table, 't', 'a', { limit: 5 })).items.map(({ version }) => version)).toEqual([
      2, 1,
    ]);
    expect(await verifySystem(table, 't', 'a')).toEqual([]);
  });

  it('storing an assessment shows the old or the new one whole, and a retry completes', async () => {
    await createSystem(table, 't', sampleProfile('a'), change());
    const before = sampleAssessment('a');
    const after = sampleAssessment('a', { markets: ['DE'] });
    await saveAssessment(table, 't', 'a', before, basis(1), change());
    const { table: broken, struck } = faulty(fault);
    await saveAssessment(broken, 't', 'a', after, basis(1), change(1)).catch((error: unknown) => error);
    expect(struck()).toBe(true);
    const { assessment } = await readAssessment(table, 't', 'a', 'small-act');
    expect([before, after]).toContainEqual(assessment);
    expect(await verifySystem(table, 't', 'a')).toEqual([]);
    await saveAssessment(table, 't', 'a', after, basis(1), change(2));
    expect((await readAssessment(table, 't', 'a', 'small-act')).assessment).toEqual(after);
    expect((await listHistory(table, 't', 'a', 'small-act', { limit: 5 })).items).toHaveLength(2);
    expect(await verifySystem(table, 't', 'a')).toEqual([]);
  });

  it('recording a gate run shows it whole or not at all, and a retry records it once', async () => {
    await createSystem(table, 't', sampleProfile('a'), change());
    await recordGateRun(table, 't', sampleStatement('a'), sampleBasis('first'), sent(1, 'first'));
    const { table: broken, struck } = faulty(fault);
    const retried = (on: DynamoTable, minute: number) =>
      recordGateRun(on, 't', sampleStatement('a', 'abcdef2'), sampleBasis(), sent(minute, 'second'));
    expect(await retried(broken, 2).catch((error: unknown) => error)).toBeInstanceOf(UnavailableError);
    expect(struck()).toBe(true);
    const seen = (await listGateRuns(table, 't', 'a', { limit: 5 })).items.map(({ sequence }) => sequence);
    expect(seen).toEqual(fault.write === 3 && fault.moment === 'after' ? [2, 1] : [1]);
    expect(await verifySystem(table, 't', 'a')).toEqual([]);
    const run = await retried(table, 3);
    expect(await readGateRun(table, 't', 'a', 2)).toEqual({ run, basis: sampleBasis() });
    expect((await listGateRuns(table, 't', 'a', { limit: 5 })).items).toHaveLength(2);
    expect(await verifySystem(table, 't', 'a')).toEqual([]);
  });
});

describe('a throttled table', () => {
  it('is tried again by the client before anybody notices', async () => {
    const patient = new DynamoTable({ name, endpoint: database.endpoint });
    let refused = 0;
    patient.client.middlewareStack.add(
      (next) => async (args) => {
        if (refused++ < 2) throw THROTTLED;
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    expect((await createSystem(patient, 't', sampleProfile('a'), change())).version).toBe(1);
    expect(refused).toBeGreaterThan(2);
  });
});

describe('the source of the store', () => {
  it('knows no scan', async () => {
    const { readdir, readFile } = await import('node:fs/promises');
    const folder = new URL('../../store/', import.meta.url);
    for (const file of await readdir(folder)) {
      expect(await readFile(new URL(file, folder), 'utf8')).not.toMatch(/Scan(?!IndexForward)/);
    }
  });
});
