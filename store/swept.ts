import * as z from 'zod';
import * as keys from './keys.ts';
import type { Table } from './table.ts';

/** Which packs, as which engine reads them, every system of a tenant was brought under at least once. */
const SweptSchema = z.object({ engine: z.string(), packs: z.array(z.string()) });
export type Swept = z.infer<typeof SweptSchema>;

/** What a tenant's systems were last all looked at for; undefined before the first time. */
export async function readSwept(table: Table, tenant: string): Promise<Swept | undefined> {
  return table.get(keys.swept(tenant), SweptSchema);
}

/** Says that all systems of a tenant were looked at, or noted to be, for these packs. */
export async function noteSwept(table: Table, tenant: string, swept: Swept): Promise<void> {
  await table.put({ ...keys.swept(tenant), ...swept });
}
