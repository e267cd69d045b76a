import { afterAll, beforeAll, expect, it } from 'vitest';
import { digestOf } from '../../engine/digest.ts';
import type { Facet } from '../../engine/portfolio.ts';
import { DynamoTable } from '../../store/dynamo-table.ts';
import { endMove, type Position, startMove } from '../../store/positions.ts';
import { countMove, listOwnerSums, readSums } from '../../store/tallies.ts';
import { startTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
let table: DynamoTable;
beforeAll(async () => {
  database = await startTestDatabase();
  table = new DynamoTable({ name: await database.createTable(), endpoint: database.endpoint });
});
afterAll(async () => {
  await database.close();
});

const facet = (outcome: Facet['outcome']): Facet => ({
  pack: 'act',
  jurisdiction: 'EU',
  force: 'binding',
  outcome,
  controls: ['event-logging'],
  owner: 'Ann',
  findings: 2,
});

function position(system: string, sequence: number, before: Facet[] | null, after: Facet[]): Position {
  const content = (facets: Facet[]) => ({
    isAssessable: true,
    parts: { act: { record: '', facets, deadlines: [] } },
  });
  return {
    system,
    name: system,
    sequence,
    made: String(sequence),
    content: content(after),
    told: { version: 1, records: {}, deadlines: {}, events: 0, newest: null },
    move: { before: before && content(before), events: [] },
    nextNews: null,
  };
}

async function move(next: Position): Promise<void> {
  expect(await startMove(table, 't', next)).toBe(true);
  // As if two had found it moving.
  await Promise.all([countMove(table, 't', next), countMove(table, 't', next)]);
  await endMove(table, 't', next);
}

/** All in one part of the tallies, and more than a tally remembers moves of. */
const SYSTEMS = Array.from({ length: 2000 }, (_, i) => `s${i}`)
  .filter((system) => Number.parseInt(digestOf(system).slice(0, 4), 16) % 16 === 0)
  .slice(0, 80);
const AT_ONCE = 6;

async function all(work: (system: string) => Promise<void>): Promise<void> {
  const waiting = [...SYSTEMS];
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

it('count every system once, however many move at the same time and however often', async () => {
  await all((system) => move(position(system, 1, null, [facet('gap')])));
  // As if somebody came late, to tallies that have forgotten.
  await all((system) => countMove(table, 't', position(system, 1, null, [facet('gap')])));
  const gaps = { gap: { findings: 160, systems: 80 } };
  expect((await readSums(table, 't'))('jurisdiction')).toEqual([{ value: 'EU', states: gaps }]);
  await all((system) => move(position(system, 2, [facet('gap')], [facet('met')])));
  const met = { met: { findings: 160, systems: 80 } };
  expect((await readSums(table, 't'))('control')).toEqual([{ value: 'event-logging', states: met }]);
  const owners = await listOwnerSums(table, 't', { limit: 1 });
  expect(owners).toEqual({ items: [{ value: 'Ann', states: met }], next: undefined });
}, 60_000);
