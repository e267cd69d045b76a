import * as z from 'zod';
import type { Fact } from '../engine/facts.ts';
import * as keys from './keys.ts';
import { PackedSchema, pack, unpack } from './packing.ts';
import type { Table } from './table.ts';

const StoredSchema = z.object({ facts: PackedSchema });
/** The store gives back what it was given. */
const FactsSchema = z.custom<readonly Fact[]>((value) => Array.isArray(value));

/** Keeps a fact catalogue for good: with it and a pack an old assessment can be made again. */
export async function keepCatalogue(table: Table, digest: string, facts: readonly Fact[]): Promise<void> {
  await table.put(
    { ...keys.catalogue(digest), facts: pack(facts) },
    { ConditionExpression: 'attribute_not_exists(pk)' },
  );
}

/** The facts of a catalogue, if it was kept. */
export async function readCatalogue(table: Table, digest: string): Promise<readonly Fact[] | undefined> {
  const stored = await table.get(keys.catalogue(digest), StoredSchema);
  return stored && unpack(stored.facts, FactsSchema);
}
