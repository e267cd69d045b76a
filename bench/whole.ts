import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';
import { ask } from '../engine/ask.ts';
import { dayAfter } from '../engine/day.ts';
import { evaluate } from '../engine/evaluate.ts';
import type { Profile } from '../engine/profile.ts';
import type { Rules } from '../engine/rules.ts';
import { saveAssessment } from '../store/assessments.ts';
import { DynamoTable } from '../store/dynamo-table.ts';
import { createSystem, readSystem } from '../store/systems.ts';
import { median } from './median.ts';
import { randomProfiles } from './profiles.ts';
import { seeded, shuffle } from './random.ts';
import { TABLE, useLocalCredentials } from './table.ts';
import { AS_OF, REAL, SEED } from './world.ts';

/** What the work around the rules takes, as ratios. */
export interface Whole {
  /** Questions about 30 unknown facts under all packs, to an evaluation of the same system under them. */
  asking: number;
  /**
   * The processor time of reading a system from the store, evaluating it under the largest pack and storing what came of it,
   * to that of parsing and writing its profile as JSON.
   */
  stored: number;
  /** Microseconds of processor time of each. */
  storedMicros: number;
  jsonMicros: number;
}

const UNKNOWN_FACTS = 30;
const SYSTEMS = 6;
const TENANT = 'bench';
const CHANGE = { by: 'bench', at: `${AS_OF}T09:00:00.000Z` };

/** @param rounds how often each is measured; the results are medians */
export async function measureWhole(rules: Rules, rounds: number): Promise<Whole> {
  const [pack] = rules.packs.filter(({ id }) => id === REAL);
  if (!pack) throw new Error(`there is no pack "${REAL}"`);
  const profiles = randomProfiles(rules.catalogue, pack, { count: SYSTEMS, unknown: 0, seed: SEED });
  const asking = median(profiles.map((profile) => askingOf(withUnknown(profile), rules, rounds)));
  return { asking, ...(await storing(profiles, { ...rules, packs: [pack] }, rounds)) };
}

/** The same system with some facts not known. */
function withUnknown(profile: Profile): Profile {
  const left = shuffle(seeded(SEED), Object.entries(profile.facts)).slice(UNKNOWN_FACTS);
  return { ...profile, facts: Object.fromEntries(left) };
}

function askingOf(profile: Profile, { packs, catalogue }: Rules, rounds: number): number {
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const questions = micros(() => ask(profile, packs, catalogue, AS_OF));
    ratios.push(questions / micros(() => packs.map((pack) => evaluate(profile, pack, catalogue, AS_OF))));
  }
  return median(ratios);
}

function micros(work: () => unknown): number {
  const started = performance.now();
  work();
  return 1000 * (performance.now() - started);
}

async function storing(profiles: readonly Profile[], rules: Rules, rounds: number) {
  const database = fork(join(import.meta.dirname, 'database.ts'));
  useLocalCredentials();
  const [endpoint] = z
    .tuple([z.string()])
    .rest(z.unknown())
    .parse(await once(database, 'message'));
  const table = new DynamoTable({ name: TABLE.name, endpoint });
  try {
    for (const profile of profiles) await createSystem(table, TENANT, profile, CHANGE);
    const storedMicros: number[] = [];
    const jsonMicros: number[] = [];
    // Each on a day of its own, for what is found again on the same day is not written.
    for (let round = 0; round < rounds + WARM_UP; round++) {
      const asOf = dayAfter(AS_OF, round);
      const stored = await cpu(() => storeAll(table, profiles, rules, asOf));
      const json = await cpu(async () => repeat(profiles));
      if (round < WARM_UP) continue;
      storedMicros.push(stored / profiles.length);
      jsonMicros.push(json / profiles.length / REPEATS);
    }
    const [own, yardstick] = [median(storedMicros), median(jsonMicros)];
    return { stored: own / yardstick, storedMicros: own, jsonMicros: yardstick };
  } finally {
    table.client.destroy();
    database.kill();
  }
}

const WARM_UP = 20;
/** Once takes less than the clock of the processor tells apart. */
const REPEATS = 200;

function repeat(profiles: readonly Profile[]): void {
  for (const text of profiles.map((profile) => JSON.stringify(profile)))
    for (let i = 0; i < REPEATS; i++) JSON.stringify(JSON.parse(text));
}

async function storeAll(
  table: DynamoTable,
  profiles: readonly Profile[],
  { packs, catalogue }: Rules,
  asOf: string,
) {
  for (const { system } of profiles) {
    const { head, profile } = await readSystem(table, TENANT, system.id);
    for (const pack of packs) {
      const result = evaluate(profile, pack, catalogue, asOf);
      const basis = { profileVersion: head.version, declared: 0 };
      await saveAssessment(table, TENANT, system.id, result, basis, CHANGE);
    }
  }
}

/** Microseconds of processor time that some work takes in this process. */
async function cpu(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
