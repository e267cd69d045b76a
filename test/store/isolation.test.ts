import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listByPack, listDue, listHistory, readAssessment, saveAssessment } from '../../store/assessments.ts';
import { DynamoTable } from '../../store/dynamo-table.ts';
import { NotFoundError } from '../../store/errors.ts';
import { listGateRuns, readGateRun, recordGateRun } from '../../store/gate-runs.ts';
import { claimKey } from '../../store/idempotency.ts';
import * as keys from '../../store/keys.ts';
import { createSystem, listSystems, listVersions, readSystem } from '../../store/systems.ts';
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

/** Names that would reach into the tenant "t" if keys were pasted together. */
const INTRUDERS = ['t#S#a', 't#', 'T', 't ', 'T#t', 't%23S%23a', 't/../t', '#', 't\u0000', 't~'];

describe('tenants', () => {
  let database: TestDatabase;
  let table: DynamoTable;

  beforeAll(async () => {
    database = await startTestDatabase();
    table = new DynamoTable({ name: await database.createTable(), endpoint: database.endpoint });
    await createSystem(table, 't', sampleProfile('a'), change());
    await saveAssessment(table, 't', 'a', sampleAssessment('a'), basis(1), change());
    await recordGateRun(table, 't', sampleStatement('a'), sampleBasis(), sent(1));
    await claimKey(table, 't', 'k', 'request', 1000);
  });
  afterAll(async () => {
    await database.close();
  });

  it.each(INTRUDERS)('called %j see nothing of another', async (tenant) => {
    const page = { limit: 10 };
    for (const system of ['a', '', 'S#a', '../a', 't#S#a']) {
      await expect(readSystem(table, tenant, system)).rejects.toThrow(NotFoundError);
      await expect(listVersions(table, tenant, system, page)).rejects.toThrow(NotFoundError);
      await expect(readAssessment(table, tenant, system, 'small-act')).rejects.toThrow(NotFoundError);
      expect((await listHistory(table, tenant, system, 'small-act', page)).items).toEqual([]);
      expect((await listGateRuns(table, tenant, system, page)).items).toEqual([]);
      await expect(readGateRun(table, tenant, system, 1)).rejects.toThrow(NotFoundError);
    }
    expect((await listSystems(table, tenant, page)).items).toEqual([]);
    expect((await listSystems(table, tenant, { ...page, start: 'a' })).items).toEqual([]);
    expect((await listByPack(table, tenant, 'small-act', page)).items).toEqual([]);
    expect((await listDue(table, tenant, '2099-12-31', page)).items).toEqual([]);
    expect(await claimKey(table, tenant, 'k', 'other', 1000)).toBeUndefined();
  });

  it('never share a partition, whatever they and their systems are called', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const other = fc.tuple(text, text);
    fc.assert(
      fc.property(other, other, ([tenant, name], [tenant2, name2]) => {
        fc.pre(tenant !== tenant2);
        const theirs = partitions(tenant2, name2);
        for (const partition of partitions(tenant, name)) expect(theirs).not.toContain(partition);
      }),
    );
  });
});

function partitions(tenant: string, name: string): string[] {
  return [
    keys.systemPartition(tenant, name),
    keys.request(tenant, name).pk,
    keys.systemsGroup(tenant),
    keys.packGroup(tenant, name),
    keys.dueGroup(tenant),
  ];
}
