import type { Fact } from '../engine/facts.ts';
import * as keys from './keys.ts';
import { pack } from './packing.ts';
import type { Table } from './table.ts';

/** Keeps a fact catalogue for good: with it and a pack an old assessment can be made again. */
export async function keepCatalogue(table: Table, digest: string, facts: readonly Fact[]): Promise<void> {
  await table.put(
    { ...keys.catalogue(digest), facts: pack(facts) },
    { ConditionExpression: 'attribute_not_exists(pk)' },
  );
}
