import { randomBytes } from 'node:crypto';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Declarations, NOTHING_DECLARED } from '../../engine/declarations.ts';
import {
  listAssessments,
  listByPack,
  listDue,
  listHistory,
  readAssessment,
  saveAssessment,
} from '../../store/assessments.ts';
import { DynamoTable } from '../../store/dynamo-table.ts';
import {
  AlreadyExistsError,
  CorruptRecordError,
  InProgressError,
  InvalidCursorError,
  KeyReusedError,
  NotFoundError,
  StaleError,
  TooLargeError,
} from '../../store/errors.ts';
import { listGateRuns, newestGateRun, readGateRun, recordGateRun } from '../../store/gate-runs.ts';
import { claimKey, keepAnswer, releaseKey } from '../../store/idempotency.ts';
import * as keys from '../../store/keys.ts';
import { pack } from '../../store/packing.ts';
import { clearPending, listPending, notePending, readPending } from '../../store/pending.ts';
import { declare, listEntries, readRegister, readRegisterAt } from '../../store/register.ts';
import {
  createSystem,
  listSystems,
  listVersions,
  readSystem,
  readVersion,
  updateSystem,
} from '../../store/systems.ts';
import type { Key } from '../../store/table.ts';
import { listTenants } from '../../store/tenants.ts';
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

/** What the store promises, on any DynamoDB engine. */
export function storeContract(): void {
  let database: TestDatabase;
  let table: DynamoTable;
  let name: string;

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

  describe('registers', () => {
    const evidence = (note: string) =>
      ({ kind: 'evidence', of: 'logging', evidence: { status: 'implemented', note } }) as const;

    it('keep every declaration, and tell what stands', async () => {
      expect(await readRegister(table, 't', 'a')).toEqual({ sequence: 0, declarations: NOTHING_DECLARED });
      await declare(table, 't', 'a', () => evidence('first'), change());
      const entry = await declare(table, 't', 'a', () => evidence('second'), change(1));
      expect(entry).toMatchObject({ sequence: 2, declaration: evidence('second'), ...change(1) });
      const now = await readRegister(table, 't', 'a');
      expect(now.sequence).toBe(2);
      expect(now.declarations.evidence.logging).toMatchObject({ note: 'second', declared: change(1) });
      expect((await readRegisterAt(table, 't', 'a', 1)).evidence.logging?.note).toBe('first');
      expect(await readRegisterAt(table, 't', 'a', 0)).toEqual(NOTHING_DECLARED);
      await expect(readRegisterAt(table, 't', 'a', 3)).rejects.toThrow(CorruptRecordError);
      const { items, next } = await listEntries(table, 't', 'a', { limit: 1 });
      expect(items.map(({ sequence }) => sequence)).toEqual([2]);
      const rest = await listEntries(table, 't', 'a', { limit: 1, start: next });
      expect(rest).toMatchObject({ items: [{ sequence: 1, by: 'counsel' }], next: undefined });
      expect((await readRegister(table, 'other', 'a')).sequence).toBe(0);
    });

    it('let whoever declares see what stands, and lose nothing to each other', async () => {
      await declare(table, 't', 'a', () => evidence('0'), change());
      const count = ({ declarations }: { declarations: Declarations }) =>
        Number(declarations.evidence.logging?.note);
      await Promise.all(
        Array.from({ length: 4 }, (_, i) =>
          declare(table, 't', 'a', (now) => evidence(String(count(now) + 1)), change(i)),
        ),
      );
      const now = await readRegister(table, 't', 'a');
      expect([now.sequence, count(now)]).toEqual([5, 4]);
      const refuse = () => {
        throw new StaleError('not now');
      };
      await expect(declare(table, 't', 'a', refuse, change(9))).rejects.toThrow('not now');
      expect(await readRegister(table, 't', 'a')).toEqual(now);
    });

    it('show a declaration that was altered or removed', async () => {
      await createSystem(table, 't', sampleProfile('a'), change());
      for (const note of ['1', '2', '3']) await declare(table, 't', 'a', () => evidence(note), change());
      expect(await verifySystem(table, 't', 'a')).toEqual([]);
      const [, second] = (await listEntries(table, 't', 'a', { limit: 3 })).items;
      const key = keys.entry('t', 'a', 2, second?.record ?? '');
      await table.client.send(
        new UpdateCommand({
          TableName: name,
          Key: key,
          UpdateExpression: 'SET #by = :by',
          ExpressionAttributeNames: { '#by': 'by' },
          ExpressionAttributeValues: { ':by': 'eve' },
        }),
      );
      expect(await verifySystem(table, 't', 'a')).toEqual([{ kind: 'altered', what: 'entry 2' }]);
      await table.client.send(new DeleteCommand({ TableName: name, Key: key }));
      expect(await verifySystem(table, 't', 'a')).toEqual([
        { kind: 'missing', what: 'entry 2' },
        { kind: 'missing', what: 'entry 1' },
      ]);
    });
  });

  describe('notes that a system must be looked at', () => {
    it('are found until what they ask for is done', async () => {
      const note = (system: string, id: string) => ({ system, note: id, since: change().at });
      await notePending(table, 't', note('b', 'one'));
      await notePending(table, 't', note('a', 'one'));
      await notePending(table, 'other', note('c', 'one'));
      const first = await listPending(table, 't', { limit: 1 });
      expect(first.items).toEqual([note('a', 'one')]);
      expect((await listPending(table, 't', { limit: 1, start: first.next })).items).toEqual([
        note('b', 'one'),
      ]);
      // Something else was written while the first note was worked on.
      await notePending(table, 't', note('a', 'two'));
      await clearPending(table, 't', note('a', 'one'));
      expect(await readPending(table, 't', 'a')).toEqual(note('a', 'two'));
      await clearPending(table, 't', note('a', 'two'));
      expect(await readPending(table, 't', 'a')).toBeUndefined();
      expect((await listPending(table, 't', { limit: 9 })).items).toEqual([note('b', 'one')]);
    });
  });

  describe('tenants', () => {
    it('are listed once they have a system', async () => {
      for (const id of ['a', 'b']) await createSystem(table, 'two', sampleProfile(id), change());
      await createSystem(table, 'one', sampleProfile('a'), change());
      const first = await listTenants(table, { limit: 1 });
      expect(first.items).toEqual(['one']);
      expect(await listTenants(table, { limit: 1, start: first.next })).toEqual({
        items: ['two'],
        next: undefined,
      });
    });
  });

  describe('systems', () => {
    it('are created once, and read back as they were', async () => {
      const profile = sampleProfile('a', { flag: true });
      const head = await createSystem(table, 't', profile, change());
      expect(head).toMatchObject({ system: 'a', version: 1 });
      expect(await readSystem(table, 't', 'a')).toEqual({ head, profile });
      await expect(createSystem(table, 't', sampleProfile('a'), change(1))).rejects.toThrow(
        AlreadyExistsError,
      );
      expect((await readSystem(table, 't', 'a')).profile).toEqual(profile);
    });

    it('are updated only by those who saw the current version', async () => {
      await createSystem(table, 't', sampleProfile('a'), change());
      const second = await updateSystem(table, 't', sampleProfile('a', { flag: true }), 1, change(1));
      expect(second.version).toBe(2);
      await expect(
        updateSystem(table, 't', sampleProfile('a', { flag: false }), 1, change(2)),
      ).rejects.toThrow(StaleError);
      expect((await readSystem(table, 't', 'a')).profile.facts).toEqual({ flag: true });
    });

    it('gain no version by the same content', async () => {
      await createSystem(table, 't', sampleProfile('a'), change());
      expect((await updateSystem(table, 't', sampleProfile('a'), 1, change(1))).version).toBe(1);
    });

    it('let one of many concurrent writers win, and lose nothing', async () => {
      await createSystem(table, 't', sampleProfile('a'), change());
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, (_, i) =>
          updateSystem(table, 't', sampleProfile('a', { size: i }), 1, change(i)),
        ),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StaleError);
      expect(await verifySystem(table, 't', 'a')).toEqual([]);
      const { items } = await listVersions(table, 't', 'a', { limit: 10 });
      expect(items.map(({ version }) => version)).toEqual([2, 1]);
    });

    it('keep every version', async () => {
      await createSystem(table, 't', sampleProfile('a', { size: 1 }), change());
      for (let i = 2; i <= 5; i++)
        await updateSystem(table, 't', sampleProfile('a', { size: i }), i - 1, change(i));
      expect((await readVersion(table, 't', 'a', 3)).profile.facts).toEqual({ size: 3 });
      await expect(readVersion(table, 't', 'a', 6)).rejects.toThrow(NotFoundError);
      await expect(readVersion(table, 't', 'a', 0)).rejects.toThrow(NotFoundError);
      const first = await listVersions(table, 't', 'a', { limit: 2 });
      const second = await listVersions(table, 't', 'a', { limit: 2, start: first.next });
      const third = await listVersions(table, 't', 'a', { limit: 2, start: second.next });
      expect([first, second, third].flatMap(({ items }) => items.map(({ version }) => version))).toEqual([
        5, 4, 3, 2, 1,
      ]);
      expect(third.next).toBeUndefined();
    });

    it('are listed page by page', async () => {
      for (const id of ['c', 'a', 'b']) await createSystem(table, 't', sampleProfile(id), change());
      const first = await listSystems(table, 't', { limit: 2 });
      expect(first.items.map(({ system }) => system)).toEqual(['a', 'b']);
      const second = await listSystems(table, 't', { limit: 2, start: first.next });
      expect(second).toMatchObject({ items: [{ system: 'c' }], next: undefined });
    });

    it('refuse a place to start that the list does not have', async () => {
      await createSystem(table, 't', sampleProfile('a'), change());
      for (const start of ['', '\u007f', 'é', 'a'.repeat(2000)]) {
        await expect(listSystems(table, 't', { limit: 2, start })).rejects.toThrow(InvalidCursorError);
      }
      const due = listDue(table, 't', '2026-01-01', { limit: 2, start: '2027-01-01#a#small-act' });
      await expect(due).rejects.toThrow(InvalidCursorError);
    });

    it('are refused when they do not fit an item', async () => {
      const links = Array.from({ length: 300 }, () => randomBytes(1500).toString('base64'));
      const profile = sampleProfile('a');
      const large = { ...profile, system: { ...profile.system, links } };
      await expect(createSystem(table, 't', large, change())).rejects.toThrow(TooLargeError);
      await expect(readSystem(table, 't', 'a')).rejects.toThrow(NotFoundError);
    });

    it('of one tenant are nowhere in sight of another', async () => {
      await createSystem(table, 'one', sampleProfile('a'), change());
      await saveAssessment(table, 'one', 'a', sampleAssessment('a'), basis(1), change());
      await expect(readSystem(table, 'two', 'a')).rejects.toThrow(NotFoundError);
      await expect(readAssessment(table, 'two', 'a', 'small-act')).rejects.toThrow(NotFoundError);
      expect((await listSystems(table, 'two', { limit: 10 })).items).toEqual([]);
      expect((await listByPack(table, 'two', 'small-act', { limit: 10 })).items).toEqual([]);
      expect((await listDue(table, 'two', '2099-01-01', { limit: 10 })).items).toEqual([]);
      expect((await createSystem(table, 'two', sampleProfile('a', { flag: false }), change())).version).toBe(
        1,
      );
      expect((await readSystem(table, 'one', 'a')).profile.facts).toEqual({});
    });
  });

  describe('assessments', () => {
    it('are read back byte for byte', async () => {
      const assessment = sampleAssessment('a');
      await saveAssessment(table, 't', 'a', assessment, basis(1), change());
      const read = await readAssessment(table, 't', 'a', 'small-act');
      expect(JSON.stringify(read.assessment)).toBe(JSON.stringify(assessment));
      expect(read.record).toMatchObject({ sequence: 1, profileVersion: 1, counts: { undetermined: 2 } });
    });

    it('are not stored twice', async () => {
      const first = await saveAssessment(table, 't', 'a', sampleAssessment('a'), basis(1), change());
      expect(await saveAssessment(table, 't', 'a', sampleAssessment('a'), basis(1), change(5))).toEqual(
        first,
      );
      expect((await listHistory(table, 't', 'a', 'small-act', { limit: 10 })).items).toHaveLength(1);
    });

    it('form a history', async () => {
      for (const [i, day] of ['2025-06-01', '2026-06-01', '2027-06-01'].entries()) {
        await saveAssessment(table, 't', 'a', sampleAssessment('a', {}, day), basis(1), change(i));
      }
      const { items } = await listHistory(table, 't', 'a', 'small-act', { limit: 2 });
      expect(items.map(({ summary }) => summary.asOf)).toEqual(['2027-06-01', '2026-06-01']);
      expect(await verifySystemOf('a')).toEqual([]);
    });

    it('of an older profile version do not replace those of a newer one', async () => {
      await saveAssessment(table, 't', 'a', sampleAssessment('a', { flag: true }), basis(2), change());
      await expect(
        saveAssessment(table, 't', 'a', sampleAssessment('a'), basis(1), change(1)),
      ).rejects.toThrow(StaleError);
    });

    it('by many concurrent writers all end up in the history', async () => {
      const days = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'];
      await Promise.all(
        days.map((day) =>
          saveAssessment(table, 't', 'a', sampleAssessment('a', {}, day), basis(1), change()),
        ),
      );
      const { items } = await listHistory(table, 't', 'a', 'small-act', { limit: 10 });
      expect(items.map(({ summary }) => summary.asOf).sort()).toEqual(days);
      expect(await verifySystemOf('a')).toEqual([]);
    });

    it('are found by pack, and by the day they change', async () => {
      const facts = { markets: ['DE'], 'use.purposes': ['hiring'], roles: ['deployer'] };
      await saveAssessment(
        table,
        't',
        'soon',
        sampleAssessment('soon', facts, '2025-06-01'),
        basis(1),
        change(),
      );
      await saveAssessment(
        table,
        't',
        'never',
        sampleAssessment('never', facts, '2026-06-01'),
        basis(1),
        change(),
      );
      expect(
        (await listByPack(table, 't', 'small-act', { limit: 10 })).items.map(({ system }) => system),
      ).toEqual(['never', 'soon']);
      expect((await listDue(table, 't', '2025-12-31', { limit: 10 })).items).toEqual([]);
      expect(
        (await listDue(table, 't', '2026-01-01', { limit: 10 })).items.map(({ system }) => system),
      ).toEqual(['soon']);
      expect((await listAssessments(table, 't', 'soon')).map(({ pack }) => pack)).toEqual(['small-act']);
    });

    it('never write over the findings of history', async () => {
      const first = sampleAssessment('a');
      const [found, ...others] = first.findings;
      if (!found) throw new Error('the sample has findings');
      // What an engine would do that changed its mind without saying so: other findings, same digest of inputs.
      const disguised = { ...first, findings: [{ ...found, title: 'Another' }, ...others] };
      await saveAssessment(table, 't', 'a', first, basis(1), change());
      await saveAssessment(table, 't', 'a', sampleAssessment('a', { flag: true }), basis(1), change(1));
      await saveAssessment(table, 't', 'a', disguised, basis(1), change(2));
      expect(await verifySystemOf('a')).toEqual([]);
    });
  });

  describe('gate runs', () => {
    const record = (minute: number, commit: string, request = `request ${minute}`, basis = sampleBasis()) =>
      recordGateRun(table, 't', sampleStatement('a', commit), basis, sent(minute, request));

    it('are read back with what they rest on', async () => {
      const run = await record(1, 'abcdef1');
      expect(run).toMatchObject({ ...sampleStatement('a'), sequence: 1, previous: null, by: 'counsel' });
      expect(await readGateRun(table, 't', 'a', 1)).toEqual({ run, basis: sampleBasis() });
      expect(await newestGateRun(table, 't', 'a')).toEqual(run);
      for (const sequence of [0, 2]) {
        await expect(readGateRun(table, 't', 'a', sequence)).rejects.toThrow(NotFoundError);
      }
      await expect(readGateRun(table, 't', 'b', 1)).rejects.toThrow(NotFoundError);
    });

    it('are recorded again when they are asked again', async () => {
      await record(1, 'abcdef1');
      const second = await record(2, 'abcdef1');
      expect(second).toMatchObject({ sequence: 2, at: change(2).at });
    });

    it('are not recorded twice for a request that is sent again, others or none between', async () => {
      const first = await record(1, 'abcdef1', 'one');
      expect(await record(2, 'abcdef1', 'one')).toEqual(first);
      await record(3, 'abcdef2', 'two');
      expect(await record(4, 'abcdef1', 'one')).toEqual(first);
      expect((await newestGateRun(table, 't', 'a'))?.sequence).toBe(2);
    });

    it('are recorded for a request that is sent again and comes to something else', async () => {
      await record(1, 'abcdef1', 'one');
      const second = await record(2, 'abcdef1', 'one', sampleBasis('another assessment'));
      expect(second.sequence).toBe(2);
      expect((await readGateRun(table, 't', 'a', 1)).basis).toEqual(sampleBasis());
      expect((await readGateRun(table, 't', 'a', 2)).basis).toEqual(sampleBasis('another assessment'));
    });

    it('are recorded for a request whose name is used again after a day', async () => {
      await record(1, 'abcdef1', 'one');
      const later = { ...sent(1, 'one'), at: '2026-11-25T10:01:00.001Z' };
      const second = await recordGateRun(table, 't', sampleStatement('a'), sampleBasis(), later);
      expect(second.sequence).toBe(2);
    });

    it('are listed page by page, the newest first', async () => {
      for (let i = 1; i <= 5; i++) await record(i, `abcdef${i}`);
      const first = await listGateRuns(table, 't', 'a', { limit: 2 });
      await record(6, 'abcdef6');
      const second = await listGateRuns(table, 't', 'a', { limit: 2, start: first.next });
      const third = await listGateRuns(table, 't', 'a', { limit: 2, start: second.next });
      const pages = [first, second, third].map(({ items }) => items.map(({ about }) => about?.commit));
      expect(pages).toEqual([['abcdef5', 'abcdef4'], ['abcdef3', 'abcdef2'], ['abcdef1']]);
      expect(third.next).toBeUndefined();
      expect(await listGateRuns(table, 't', 'b', { limit: 2 })).toEqual({ items: [], next: undefined });
    });

    it('by many concurrent requests are all recorded, and one for each request', async () => {
      const requests = ['one', 'two', 'three', 'one', 'two', 'three'];
      await Promise.all(requests.map((request, i) => record(i, `abcdef${request.length}`, request)));
      const { items } = await listGateRuns(table, 't', 'a', { limit: 10 });
      expect(items.map(({ request }) => request).sort()).toEqual(['one', 'three', 'two']);
      expect(await verifySystemOf('a')).toEqual([]);
      const numbers = await Promise.all([1, 2, 3].map((sequence) => readGateRun(table, 't', 'a', sequence)));
      expect(numbers.map(({ run }) => run)).toEqual(items.reverse());
    });

    it('of one tenant are nowhere in sight of another', async () => {
      await record(1, 'abcdef1', 'one');
      expect(await newestGateRun(table, 'two', 'a')).toBeUndefined();
      expect((await listGateRuns(table, 'two', 'a', { limit: 10 })).items).toEqual([]);
      await expect(readGateRun(table, 'two', 'a', 1)).rejects.toThrow(NotFoundError);
      const theirs = await recordGateRun(table, 'two', sampleStatement('a'), sampleBasis(), sent(2, 'one'));
      expect(theirs).toMatchObject({ sequence: 1, at: change(2).at });
    });

    it('are refused when what they rest on does not fit an item', async () => {
      const digests = Array.from({ length: 300 }, () => randomBytes(1500).toString('base64'));
      const assessments = digests.map((digest) => ({ pack: 'small-act', sequence: 1, record: digest }));
      await expect(record(1, 'abcdef1', 'one', { ...sampleBasis(), assessments })).rejects.toThrow(
        TooLargeError,
      );
      expect(await newestGateRun(table, 't', 'a')).toBeUndefined();
    });
  });

  async function verifySystemOf(id: string) {
    await createSystem(table, 't', sampleProfile(id), change());
    return verifySystem(table, 't', id);
  }

  describe('the chain of digests', () => {
    beforeEach(async () => {
      await createSystem(table, 't', sampleProfile('a', { size: 1 }), change());
      await updateSystem(table, 't', sampleProfile('a', { size: 2 }), 1, change(1));
      await saveAssessment(table, 't', 'a', sampleAssessment('a'), basis(2), change(2));
    });

    it('shows a missing version', async () => {
      const { items } = await listVersions(table, 't', 'a', { limit: 5 });
      const first = items.find(({ version }) => version === 1);
      await table.client.send(
        new DeleteCommand({ TableName: name, Key: keys.profileVersion('t', 'a', 1, first?.record ?? '') }),
      );
      expect(await verifySystem(table, 't', 'a')).toEqual([{ kind: 'missing', what: 'version 1' }]);
    });

    it('shows an altered version', async () => {
      const { items } = await listVersions(table, 't', 'a', { limit: 5 });
      const first = items.find(({ version }) => version === 1);
      await set(keys.profileVersion('t', 'a', 1, first?.record ?? ''), 'by', 'somebody else');
      expect(await verifySystem(table, 't', 'a')).toEqual([{ kind: 'altered', what: 'version 1' }]);
    });

    it('shows versions whose content was exchanged', async () => {
      const { items } = await listVersions(table, 't', 'a', { limit: 5 });
      const at = items.map(({ version, record }) => keys.profileVersion('t', 'a', version, record));
      const [second, first] = await Promise.all(at.map(itemAt));
      await put({ ...second, ...at[1] });
      await put({ ...first, ...at[0] });
      expect(await verifySystem(table, 't', 'a')).not.toEqual([]);
    });

    it('shows heads that were altered', async () => {
      await set(keys.systemHead('t', 'a'), 'name', 'Another');
      await set(keys.assessmentHead('t', 'a', 'small-act'), 'counts', { met: 2 });
      expect(await verifySystem(table, 't', 'a')).toEqual([
        { kind: 'altered', what: 'current version' },
        { kind: 'altered', what: 'current assessment under small-act' },
      ]);
    });

    it('shows findings that were altered', async () => {
      const { record } = await readAssessment(table, 't', 'a', 'small-act');
      const other = sampleAssessment('b', { flag: true, 'use.purposes': [] });
      const { findings, scores, measures } = other;
      const key = keys.details('t', 'a', 'small-act', record.detailsDigest);
      await set(key, 'details', pack({ findings, scores, measures }));
      expect(await verifySystem(table, 't', 'a')).toEqual([
        { kind: 'altered', what: 'assessment 1 under small-act' },
      ]);
    });

    it('shows gate runs that are missing or altered, and altered grounds of their verdicts', async () => {
      const bases = ['first', 'second', 'third', 'fourth'].map(sampleBasis);
      const runs = [];
      for (const [i, basis] of bases.entries()) {
        runs.push(await recordGateRun(table, 't', sampleStatement('a'), basis, sent(i, `request ${i}`)));
      }
      expect(await verifySystem(table, 't', 'a')).toEqual([]);
      const at = runs.map((run) => keys.gateRun('t', 'a', run.sequence, run.record));
      await table.client.send(new DeleteCommand({ TableName: name, Key: at[0] }));
      await set(at[1], 'about', { commit: 'abcdef2' });
      await set(keys.gateBasis('t', 'a', runs[2]?.basisDigest ?? ''), 'basis', pack(sampleBasis('forged')));
      await set(keys.newestGateRun('t', 'a'), 'asOf', '2025-06-02');
      expect(await verifySystem(table, 't', 'a')).toEqual([
        { kind: 'altered', what: 'current gate run' },
        { kind: 'altered', what: 'gate run 3' },
        { kind: 'altered', what: 'gate run 2' },
        { kind: 'missing', what: 'gate run 1' },
      ]);
    });

    async function itemAt(key: Key): Promise<Record<string, unknown>> {
      return (await table.client.send(new GetCommand({ TableName: name, Key: key }))).Item ?? {};
    }

    async function put(item: Record<string, unknown>): Promise<void> {
      await table.client.send(new PutCommand({ TableName: name, Item: item }));
    }

    async function set(key: Key | undefined, attribute: string, value: unknown): Promise<void> {
      await table.client.send(
        new UpdateCommand({
          TableName: name,
          Key: key,
          UpdateExpression: 'SET #attribute = :value',
          ExpressionAttributeNames: { '#attribute': attribute },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    }
  });

  describe('idempotency keys', () => {
    const answer = { status: 201, headers: { etag: '"1"' }, body: '{}' };

    it('repeat the first answer to the same request', async () => {
      expect(await claimKey(table, 't', 'k', 'request', 1000)).toBeUndefined();
      await keepAnswer(table, 't', 'k', 'request', answer, 1000);
      expect(await claimKey(table, 't', 'k', 'request', 1001)).toEqual(answer);
    });
    it('refuse another request', async () => {
      await claimKey(table, 't', 'k', 'request', 1000);
      await expect(claimKey(table, 't', 'k', 'other', 1001)).rejects.toThrow(KeyReusedError);
    });
    it('say when the first request is still at work, and are free again when it died', async () => {
      await claimKey(table, 't', 'k', 'request', 1000);
      await expect(claimKey(table, 't', 'k', 'request', 1001)).rejects.toThrow(InProgressError);
      expect(await claimKey(table, 't', 'k', 'request', 1061)).toBeUndefined();
    });
    it('can be given back, and are forgotten after a day', async () => {
      await claimKey(table, 't', 'k', 'request', 1000);
      await releaseKey(table, 't', 'k', 'request', 1000);
      expect(await claimKey(table, 't', 'k', 'request', 1000)).toBeUndefined();
      await keepAnswer(table, 't', 'k', 'request', answer, 1000);
      expect(await claimKey(table, 't', 'k', 'other', 1000 + 24 * 3600 + 1)).toBeUndefined();
    });
    it('belong to a tenant', async () => {
      await claimKey(table, 'one', 'k', 'request', 1000);
      expect(await claimKey(table, 'two', 'k', 'other', 1000)).toBeUndefined();
    });
    it('let one of many at the same time through', async () => {
      const claims = await Promise.allSettled(
        Array.from({ length: 6 }, () => claimKey(table, 't', 'k', 'request', 1000)),
      );
      expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });
  });
}
