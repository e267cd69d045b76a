import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listHistory, saveAssessment } from '../../store/assessments.ts';
import { DynamoTable } from '../../store/dynamo-table.ts';
import { AlreadyExistsError, StaleError, UnavailableError } from '../../store/errors.ts';
import { listGateRuns, recordGateRun } from '../../store/gate-runs.ts';
import { claimKey, keepAnswer, releaseKey } from '../../store/idempotency.ts';
import { activate, listActivations } from '../../store/pack-register.ts';
import { declare, listEntries, type Register } from '../../store/register.ts';
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

/*
 * The SDK sends a request again when its answer is lost. The write then finds its own effect in the way, and must not
 * take it for somebody else's.
 */

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

/** A table that loses the answer to the first sending of every write, and then works. */
function forgetful(): DynamoTable {
  const broken = new DynamoTable({ name, endpoint: database.endpoint });
  let isRepetition = false;
  broken.client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      if (!context.commandName?.startsWith('Put')) return answer;
      isRepetition = !isRepetition;
      if (!isRepetition) return answer;
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
    },
    // Below the SDK's own retries.
    { step: 'finalizeRequest', priority: 'low' },
  );
  return broken;
}

describe('when every answer is lost once', () => {
  it('a system is created', async () => {
    const head = await createSystem(forgetful(), 't', sampleProfile('a'), change());
    expect((await readSystem(table, 't', 'a')).head).toEqual(head);
  });

  it('a system is updated once', async () => {
    await createSystem(table, 't', sampleProfile('a'), change());
    const head = await updateSystem(forgetful(), 't', sampleProfile('a', { flag: true }), 1, change(1));
    expect((await readSystem(table, 't', 'a')).head).toEqual(head);
    expect((await listVersions(table, 't', 'a', { limit: 5 })).items).toHaveLength(2);
    expect(await verifySystem(table, 't', 'a')).toEqual([]);
  });

  it('an assessment is stored once', async () => {
    await createSystem(table, 't', sampleProfile('a'), change());
    for (const [i, day] of ['2025-06-01', '2026-06-01'].entries()) {
      await saveAssessment(forgetful(), 't', 'a', sampleAssessment('a', {}, day), basis(1), change(i));
    }
    const { items } = await listHistory(table, 't', 'a', 'small-act', { limit: 5 });
    expect(items.map(({ sequence }) => sequence)).toEqual([2, 1]);
    expect(await verifySystem(table, 't', 'a')).toEqual([]);
  });

  it('a gate run is recorded once', async () => {
    await createSystem(table, 't', sampleProfile('a'), change());
    for (const request of ['one', 'two']) {
      await recordGateRun(forgetful(), 't', sampleStatement('a'), sampleBasis(), sent(1, request));
    }
    const { items } = await listGateRuns(table, 't', 'a', { limit: 5 });
    expect(items.map(({ sequence, request }) => [sequence, request])).toEqual([
      [2, 'two'],
      [1, 'one'],
    ]);
    expect(await verifySystem(table, 't', 'a')).toEqual([]);
  });

  it('a declaration is entered once, and one that forbids the next does not forbid itself', async () => {
    const owner = { kind: 'owner', of: null, owner: { name: 'Ann' } } as const;
    const entry = await declare(forgetful(), 't', 'a', () => owner, change());
    const decide = ({ declarations }: Register) => {
      if (declarations.owner === null) throw new StaleError('was taken back already');
      return { ...owner, owner: null };
    };
    const next = await declare(forgetful(), 't', 'a', decide, change(1));
    const { items } = await listEntries(table, 't', 'a', { limit: 5 });
    expect(items).toEqual([next, entry]);
  });

  it('a pack is activated once', async () => {
    const activation = { pack: 'own', digest: 'one', note: 'first' };
    const first = await activate(forgetful(), 't', () => activation, change());
    const second = await activate(forgetful(), 't', () => ({ ...activation, digest: null }), change(1));
    const { items } = await listActivations(table, 't', { limit: 5 });
    expect(items).toEqual([second, first]);
  });

  it('an idempotency key is claimed, and its answer kept', async () => {
    const answer = { status: 201, headers: {}, body: '{}' };
    expect(await claimKey(forgetful(), 't', 'k', 'request', 1000)).toBeUndefined();
    await keepAnswer(forgetful(), 't', 'k', 'request', answer, 1000);
    expect(await claimKey(table, 't', 'k', 'request', 1001)).toEqual(answer);
  });
});

describe('a request that is sent again after a crash', () => {
  it('finds the system it created, even when it has moved on', async () => {
    await createSystem(table, 't', sampleProfile('a'), sent(1));
    await updateSystem(table, 't', sampleProfile('a', { flag: true }), 1, change(2));
    expect((await createSystem(table, 't', sampleProfile('a'), sent(3))).version).toBe(2);
  });

  it('does not take the system of another request for its own', async () => {
    await createSystem(table, 't', sampleProfile('a'), { ...change(), request: 'other' });
    await expect(createSystem(table, 't', sampleProfile('a'), sent(1))).rejects.toThrow(AlreadyExistsError);
    await expect(createSystem(table, 't', sampleProfile('a'), change())).rejects.toThrow(AlreadyExistsError);
  });

  it('cannot undo what a repetition has answered meanwhile', async () => {
    const answer = { status: 201, headers: {}, body: 'first' };
    await claimKey(table, 't', 'k', 'request', 1000);
    expect(await claimKey(table, 't', 'k', 'request', 1100)).toBeUndefined();
    await keepAnswer(table, 't', 'k', 'request', answer, 1101);
    await releaseKey(table, 't', 'k', 'request', 1102);
    await keepAnswer(table, 't', 'k', 'request', { ...answer, body: 'late' }, 1102);
    expect(await claimKey(table, 't', 'k', 'request', 1200)).toEqual(answer);
  });
});

describe('a database that does not answer', () => {
  it('is told apart from a mistake of ours', async () => {
    const silent = new DynamoTable({ name, endpoint: 'http://127.0.0.1:1' });
    await expect(readSystem(silent, 't', 'a')).rejects.toMatchObject({ name: 'UnavailableError' });
    const absent = new DynamoTable({ name: 'no-such-table', endpoint: database.endpoint });
    await expect(readSystem(absent, 't', 'a')).rejects.not.toThrow(UnavailableError);
  });

  it('is given up when it throttles for long', { timeout: 30_000 }, async () => {
    const throttled = new DynamoTable({ name, endpoint: database.endpoint });
    let sendings = 0;
    throttled.client.middlewareStack.add(
      () => async () => {
        sendings++;
        throw new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await expect(createSystem(throttled, 't', sampleProfile('a'), change())).rejects.toThrow(
      UnavailableError,
    );
    expect(sendings).toBe(4);
  });
});
