import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readProfiles } from '../cli/read-profiles.ts';
import { evaluate } from '../engine/evaluate.ts';
import { packFacts, VECTOR_FORM } from '../engine/lanes/vector.ts';
import { catalogueDigest, type Rules } from '../engine/rules.ts';
import { startDatabase } from '../local/database.ts';
import { listAssessments, readAssessment, saveAssessment } from '../store/assessments.ts';
import { type Consumed, DynamoTable } from '../store/dynamo-table.ts';
import { createSystem, readSystem } from '../store/systems.ts';
import { keepVector, listVectors } from '../store/vectors.ts';
import { TABLE, useLocalCredentials } from './table.ts';
import { AS_OF } from './world.ts';

/** Units that a step consumes, as the mean over all examples and for the example that consumes most. */
export interface StepUnits {
  step: string;
  mean: Consumed;
  most: Consumed;
}

/** What sifting for a change of a pack reads of a system, and what it would read without vectors. */
export const READ_VECTORS = 'read its vector, with those of all others';
export const READ_DOCUMENTS = 'read its profile';

const TENANT = 'bench';
const NEXT_DAY = '2026-11-25';
const CHANGE = { by: 'bench', at: '2026-11-24T09:00:00.000Z' };

/**
 * Takes every example through its life in the store and counts what DynamoDB would bill for it.
 *
 * @param examples the folder of the example profiles
 */
export async function countUnits(examples: string, { catalogue, packs }: Rules): Promise<StepUnits[]> {
  const files = readdirSync(examples).filter((name) => name.endsWith('.yaml'));
  const profiles = readProfiles(
    files.map((name) => join(examples, name)),
    catalogue,
  );
  const database = await startDatabase([TABLE]);
  useLocalCredentials();
  const meter = new Meter();
  const table = new DynamoTable({
    name: TABLE.name,
    endpoint: database.endpoint,
    onConsumed: (units) => meter.add(units),
  });
  try {
    for (const profile of profiles) {
      const { id } = profile.system;
      const assess = async (day: string): Promise<void> => {
        const { head, profile: stored } = await readSystem(table, TENANT, id);
        for (const pack of packs) {
          await saveAssessment(
            table,
            TENANT,
            id,
            evaluate(stored, pack, catalogue, day),
            { profileVersion: head.version, declared: 0 },
            CHANGE,
          );
        }
      };
      await meter.during('register the system', () => createSystem(table, TENANT, profile, CHANGE));
      await meter.during('evaluate it and store the assessment', () => assess(AS_OF));
      await meter.during('read the findings back', async () => {
        for (const pack of packs) await readAssessment(table, TENANT, id, pack.id);
      });
      await meter.during('read the outcomes without the findings', () => listAssessments(table, TENANT, id));
      await meter.during('evaluate and store once more the same day', () => assess(AS_OF));
      await meter.during('evaluate and store the next day, findings unchanged', () => assess(NEXT_DAY));
      await meter.during('keep its facts as a vector', () =>
        keepVector(table, TENANT, {
          system: id,
          form: VECTOR_FORM,
          catalogue: catalogueDigest(catalogue),
          vector: packFacts(profile.facts, catalogue),
          isMeasured: false,
        }),
      );
      await meter.during(READ_DOCUMENTS, () => readSystem(table, TENANT, id));
    }
    await meter.during(
      READ_VECTORS,
      () => listVectors(table, TENANT, { limit: profiles.length }),
      profiles.length,
    );
  } finally {
    table.client.destroy();
    await database.close();
  }
  return meter.steps();
}

/** Adds up what each step consumes, system by system. */
class Meter {
  readonly #steps = new Map<string, Consumed[]>();
  #now: Consumed = { read: 0, write: 0 };

  add({ read, write }: Consumed): void {
    this.#now = { read: this.#now.read + read, write: this.#now.write + write };
  }

  /** @param systems how many share what the step consumes */
  async during(step: string, work: () => Promise<unknown>, systems = 1): Promise<void> {
    this.#now = { read: 0, write: 0 };
    await work();
    const { read, write } = this.#now;
    const each = { read: read / systems, write: write / systems };
    this.#steps.set(step, [...(this.#steps.get(step) ?? []), each]);
  }

  steps(): StepUnits[] {
    return [...this.#steps].map(([step, systems]) => {
      const sum = (of: keyof Consumed): number => systems.reduce((total, units) => total + units[of], 0);
      const most = (of: keyof Consumed): number => Math.max(...systems.map((units) => units[of]));
      return {
        step,
        mean: { read: sum('read') / systems.length, write: sum('write') / systems.length },
        most: { read: most('read'), write: most('write') },
      };
    });
  }
}
