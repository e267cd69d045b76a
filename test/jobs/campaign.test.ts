import { afterAll, describe, expect, it, vi } from 'vitest';
import { withDeclarations } from '../../engine/declarations.ts';
import { digestOf } from '../../engine/digest.ts';
import { evaluate } from '../../engine/evaluate.ts';
import type { Event } from '../../engine/event.ts';
import type { Facts } from '../../engine/facts.ts';
import type { Assessment } from '../../engine/finding.ts';
import { ownersOf } from '../../engine/owners.ts';
import type { Pack } from '../../engine/pack.ts';
import { cellName, countsOf, DIMENSIONS, partOf } from '../../engine/portfolio.ts';
import type { Message } from '../../functions/jobs/messages.ts';
import { listAssessments, listHistory, readDetails } from '../../store/assessments.ts';
import { listCarried } from '../../store/carried.ts';
import { NotFoundError, UnavailableError } from '../../store/errors.ts';
import { listSystemEvents } from '../../store/events.ts';
import { keepPack } from '../../store/pack-sources.ts';
import { listPending } from '../../store/pending.ts';
import { declare, readRegister } from '../../store/register.ts';
import { readRun } from '../../store/runs.ts';
import { createSystem, readSystem, updateSystem } from '../../store/systems.ts';
import { listOwnerSums, readSums } from '../../store/tallies.ts';
import { verifySystem } from '../../store/verify.ts';
import { authored, catalogue, MANIFEST, RULES } from '../fixtures/small-pack.ts';
import { sampleProfile } from '../store/samples.ts';
import { MemoryTable } from './memory-table.ts';

/**
 * Seeded histories in which everything goes wrong that can: profiles, declarations, packs and days change while workers are
 * killed at reads and writes or work at the same time, DynamoDB throttles, indexes lag, and messages come twice, late and in any order. At the end
 * the cloud is left in peace, one more run starts, and what is stored has to equal a fresh evaluation of everything.
 */
const SCHEDULES = Number(process.env.N ?? 2000);
const STEPS = 40;

// The real code runs on a table, a queue, rules and a clock of ours.
const world = vi.hoisted(() => ({
  table: undefined as unknown as MemoryTable,
  messages: [] as Message[],
  today: '2026-01-01',
  packs: [] as Pack[],
  published: [] as Event[],
  sendFails: (): boolean => false,
}));
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));
vi.mock('../../functions/http/table.ts', () => ({
  get table() {
    return world.table;
  },
}));
vi.mock('../../functions/http/rules.ts', async () => {
  const { catalogue: facts } = await import('../fixtures/small-pack.ts');
  return { rules: { catalogue: facts } };
});
vi.mock('../../functions/http/tenant-rules.ts', async () => {
  const { catalogue: facts } = await import('../fixtures/small-pack.ts');
  return { rulesOf: async () => ({ catalogue: facts, packs: world.packs }) };
});
vi.mock('../../functions/http/now.ts', () => ({ today: () => world.today }));
vi.mock('../../functions/jobs/bus.ts', () => ({
  publish: async (_tenant: string, events: readonly Event[]) => {
    if (world.sendFails()) throw new Error('the bus did not answer');
    world.published.push(...events);
  },
}));
vi.mock('../../functions/jobs/queue.ts', () => ({
  send: async (messages: readonly Message[]) => {
    if (world.sendFails()) throw new Error('the queue did not answer');
    world.messages.push(...messages);
  },
}));
const { readCurrent } = await import('../../functions/http/current.ts');
const { noted } = await import('../../functions/http/noted.ts');
const { find } = await import('../../functions/jobs/find.ts');
const { look } = await import('../../functions/jobs/look.ts');
const { beginRun, startRuns } = await import('../../functions/jobs/start-runs.ts');

const TENANT = 't';
/** All in the same part of the tallies. */
const SYSTEMS = ['d', 't', 'w'];
const CONTROLS = ['event-logging', 'human-oversight'];

/** Days on which evidence has expired, rules start, and nothing happens. */
const DAYS = ['2026-01-01', '2026-02-01', '2026-06-01', '2026-07-01', '2026-09-01', '2026-12-01'];

/** Contents of one act, and another act that comes later. */
const ACT = [
  RULES,
  RULES.replace('title: Keep logs', 'title: Keep all logs'),
  RULES.replace('use.purposes: hiring', 'use.purposes: [hiring, chat]'),
].map((rules) => authored({ rules }));
const OTHER = authored({
  manifest: MANIFEST.replace('pack: small-act', 'pack: other-act').replace('2026-01-01', '2026-07-01'),
});

/** @see https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const struck = { kills: 0, throttles: 0, duplicates: 0, lags: 0, setAside: 0, looks: 0, carried: 0 };

class Killed extends Error {}

class History {
  private readonly table = new MemoryTable();
  private readonly random: () => number;
  private readonly receives = new Map<Message, number>();
  private causes = 0;

  constructor(seed: number) {
    this.random = randomFrom(seed);
    world.table = this.table;
    world.messages = [];
    world.published = [];
    world.today = '2026-01-01';
    world.packs = [ACT[0]?.pack as Pack];
  }

  async play(): Promise<void> {
    for (const { pack, source } of [...ACT, OTHER])
      await keepPack(this.table, null, source, { digest: pack.digest, by: null, at: now() });
    world.sendFails = () => this.happens(0.05);
    this.table.fault = (moment) => {
      if (this.happens(0.015)) {
        struck.kills += 1;
        throw new Killed(moment);
      }
      if (moment !== 'after write' && this.happens(0.015)) {
        struck.throttles += 1;
        throw new UnavailableError(moment);
      }
    };
    for (let step = 0; step < STEPS; step++) {
      await this.step().catch((error: unknown) => {
        if (!isExpected(error)) throw error;
      });
      if (this.happens(0.7)) this.table.index();
      else struck.lags += 1;
    }
  }

  /** Leaves the cloud in peace and starts one more run. */
  async settle(): Promise<string> {
    world.sendFails = () => false;
    this.table.fault = () => {};
    this.table.index();
    const run = await this.run();
    while (world.messages.length > 0) {
      // Who has been overtaken by a change of the rules tries again.
      await this.deliver().catch((error: unknown) => {
        if (!isExpected(error)) throw error;
      });
      this.table.index();
    }
    return run;
  }

  private run(): Promise<string> {
    const cause = String(++this.causes);
    return beginRun(TENANT, { reason: 'requested', by: 'ann', startedAt: now() }, cause);
  }

  private happens(share: number): boolean {
    return this.random() < share;
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  private async step(): Promise<void> {
    const kind = this.random();
    if (kind < 0.15) return this.changeProfile();
    if (kind < 0.25) return this.declare();
    if (kind < 0.3) this.changePacks();
    else if (kind < 0.38) world.today = this.pick(DAYS.filter((day) => day >= world.today));
    else if (kind < 0.44) await this.run();
    else if (kind < 0.48)
      await startRuns({ kind: 'start', reason: 'scheduled' }, String(++this.causes), now());
    else if (kind < 0.8) await this.deliver();
    else await this.deliverTwo();
  }

  private changePacks(): void {
    world.packs = [this.pick(ACT).pack, ...(this.happens(0.5) ? [OTHER.pack] : [])];
  }

  /** Two workers at the same time, each read and write of one between those of the other; sometimes the rules change beneath them. */
  private async deliverTwo(): Promise<void> {
    const other = this.happens(0.3) ? this.changeRulesMeanwhile() : this.deliver();
    const ends = await Promise.allSettled([this.deliver(), other]);
    for (const end of ends) if (end.status === 'rejected' && !isExpected(end.reason)) throw end.reason;
  }

  private async changeRulesMeanwhile(): Promise<void> {
    for (let turns = this.random() * 80; turns > 0; turns--) await undefined;
    this.changePacks();
    await this.run();
    await this.deliver(world.messages.length - 1);
  }

  private facts(): Facts {
    return {
      markets: this.pick([['DE'], ['US']]),
      roles: this.pick([['deployer'], ['provider']]),
      ...(this.happens(0.8) && { 'use.purposes': [this.pick(['hiring', 'chat'])] }),
    };
  }

  private async changeProfile(): Promise<void> {
    const id = this.pick(SYSTEMS);
    const profile = sampleProfile(id, this.facts());
    const stored = await readSystem(this.table, TENANT, id).catch(() => undefined);
    await noted(TENANT, id, () =>
      stored
        ? updateSystem(this.table, TENANT, profile, stored.head.version, change())
        : createSystem(this.table, TENANT, profile, change()),
    );
  }

  private async declare(): Promise<void> {
    const id = this.pick(SYSTEMS);
    await readSystem(this.table, TENANT, id);
    const evidence = {
      status: this.pick(['implemented', 'partial'] as const),
      ...(this.happens(0.5) && { expires: this.pick(['2026-05-31', '2026-08-31']) }),
    };
    const entry = { kind: 'evidence', of: this.pick(CONTROLS), evidence } as const;
    await noted(TENANT, id, () => declare(this.table, TENANT, id, () => entry, change()));
  }

  /** Works on any message that waits, or on that one; sometimes it comes once more. */
  private async deliver(at = Math.floor(this.random() * world.messages.length)): Promise<void> {
    if (world.messages.length === 0) return;
    const [message] = world.messages.splice(at, 1) as [Message];
    if (this.happens(0.1)) {
      struck.duplicates += 1;
      world.messages.push({ ...message });
    }
    try {
      await work(message);
    } catch (error) {
      const receives = (this.receives.get(message) ?? 0) + 1;
      this.receives.set(message, receives);
      if (receives < 5) world.messages.push(message);
      else struck.setAside += 1;
      throw error;
    }
  }
}

async function work(message: Message): Promise<void> {
  switch (message.kind) {
    case 'start':
      return startRuns(message, 'cause', now());
    case 'find':
      await find(message);
      return;
    case 'look':
      struck.looks += 1;
      await look(message);
  }
}

function isExpected(error: unknown): boolean {
  return (
    error instanceof Killed ||
    error instanceof UnavailableError ||
    error instanceof NotFoundError ||
    (error instanceof Error && ['StaleError', 'AlreadyExistsError'].includes(error.name)) ||
    (error instanceof Error && /^the (queue|bus) did not answer$/.test(error.message))
  );
}

const now = () => `${world.today}T00:00:00.000Z`;
const change = () => ({ by: 'ann', at: now() });

async function systemsThere(): Promise<string[]> {
  const found = await Promise.all(
    SYSTEMS.map((id) => readSystem(world.table, TENANT, id).catch(() => undefined)),
  );
  return SYSTEMS.filter((_, i) => found[i] !== undefined);
}

/** What matters of findings: everything, but of rules that do not apply only that. */
const outcomes = (assessment: Pick<Assessment, 'findings'>) =>
  assessment.findings.map((finding) =>
    finding.outcome === 'not-applicable' || finding.outcome === 'clear'
      ? [finding.rule, finding.role, finding.outcome]
      : finding,
  );

async function expectFresh(id: string): Promise<void> {
  const table = world.table;
  const { profile } = await readSystem(table, TENANT, id);
  const { declarations } = await readRegister(table, TENANT, id);
  const heads = await listAssessments(table, TENANT, id);
  const carried = await listCarried(table, TENANT);
  const standing = ({ id: pack, digest }: Pack) => [digest, ...(carried.get(pack)?.carried ?? [])];
  for (const pack of world.packs) {
    const head = heads.find((candidate) => candidate.pack === pack.id);
    if (!head) throw new Error(`"${id}" was lost under ${pack.id}`);
    const stored = await readDetails(table, TENANT, head);
    const fresh = evaluate(withDeclarations(profile, declarations), pack, catalogue, world.today);
    expect(outcomes(stored)).toEqual(outcomes(fresh));
    expect(standing(pack)).toContain(head.summary.packDigest);
    if (head.summary.packDigest !== pack.digest) struck.carried += 1;
  }
  expect(await verifySystem(table, TENANT, id)).toEqual([]);
}

/** No record repeats the one before it: same inputs, same day. */
async function expectNothingDoubled(id: string): Promise<void> {
  const table = world.table;
  for (const { pack } of await listAssessments(table, TENANT, id)) {
    const { items } = await listHistory(table, TENANT, id, pack, { limit: 1000 });
    const digests = items.map(({ summary }) => summary.digest);
    expect(digests.filter((digest, i) => digest === digests[i + 1])).toEqual([]);
    expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_, i) => items.length - i));
  }
}

/** The portfolio is what one counts anew, system by system. */
async function expectPortfolio(): Promise<void> {
  const table = world.table;
  const expected: Record<string, { findings: number; systems: number }> = {};
  for (const id of await systemsThere()) {
    const current = await readCurrent(TENANT, id);
    const owners = ownersOf(current.profile, current.declarations);
    const parts = Object.fromEntries(
      world.packs.map((pack) => [
        pack.id,
        partOf(evaluate(current.profile, pack, catalogue, world.today), current.profile, owners, world.today),
      ]),
    );
    for (const [cell, findings] of Object.entries(countsOf(parts, true))) {
      const sum = expected[cell] ?? { findings: 0, systems: 0 };
      expected[cell] = { findings: sum.findings + findings, systems: sum.systems + 1 };
    }
  }
  const sums = await readSums(table, TENANT);
  const owners = (await listOwnerSums(table, TENANT, { limit: 100 })).items;
  const counted: typeof expected = {};
  for (const dimension of [...DIMENSIONS, 'systems'] as const) {
    for (const { value, states } of dimension === 'owner' ? owners : sums(dimension)) {
      for (const [state, numbers] of Object.entries(states))
        counted[cellName({ dimension, value, state })] = numbers;
    }
  }
  expect(counted).toEqual(expected);
}

/** The events of a system lead from its first assessments to its newest, each told to the bus, none left out. */
async function expectTold(id: string): Promise<void> {
  const table = world.table;
  const { items } = await listSystemEvents(table, TENANT, id, { limit: 1000 });
  expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_, i) => items.length - i));
  const published = new Set(world.published.map(digestOf));
  expect(items.filter((event) => !published.has(digestOf(event)))).toEqual([]);
  expect(new Set(world.published.filter(({ system }) => system === id).map((event) => event.id)).size).toBe(
    items.length,
  );
  const told = new Map<string, number>();
  for (const event of items.toReversed()) {
    if (event.kind !== 'AssessmentChanged') continue;
    for (const { pack, before, after } of event.changes) {
      expect((before?.sequence ?? 0) >= (told.get(pack) ?? 0)).toBe(true);
      if (after && before) expect(after.sequence).toBeGreaterThan(before.sequence);
      told.set(pack, after?.sequence ?? 0);
    }
  }
  for (const pack of world.packs) expect(told.get(pack.id)).toBeGreaterThan(0);
}

describe(`${SCHEDULES} histories of faults`, () => {
  it('end with what a fresh evaluation says, nothing lost and nothing doubled', async () => {
    for (let seed = 1; seed <= SCHEDULES; seed++) {
      const history = new History(seed);
      await history.play();
      const run = await readRun(world.table, TENANT, await history.settle());
      try {
        for (const id of await systemsThere()) {
          await expectFresh(id);
          await expectNothingDoubled(id);
          await expectTold(id);
        }
        await expectPortfolio();
        expect(run.foundAt).not.toBeNull();
        expect(run.done + run.failed).toBe(run.found);
        const pending = await listPending(world.table, TENANT, { limit: 10 });
        expect(pending.items).toEqual([]);
        // All is fresh now, so the next run finds nothing.
        expect((await readRun(world.table, TENANT, await history.settle())).found).toBe(0);
      } catch (error) {
        throw new Error(`history ${seed}`, { cause: error });
      }
    }
  });

  afterAll(() => {
    // A campaign in which nothing goes wrong proves nothing.
    for (const [what, count] of Object.entries(struck)) expect(count, what).toBeGreaterThan(0);
  });
});
