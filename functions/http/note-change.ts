import { randomUUID } from 'node:crypto';
import { notePending } from '../../store/pending.ts';
import { table } from './table.ts';

/** Notes that a system must be looked at, before something about it is written. */
export async function noteChange(tenant: string, system: string): Promise<void> {
  await notePending(table, tenant, { system, note: randomUUID(), since: new Date().toISOString() });
}
