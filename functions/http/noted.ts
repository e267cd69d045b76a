import { randomUUID } from 'node:crypto';
import { notePending } from '../../store/pending.ts';
import { send } from '../jobs/queue.ts';
import { table } from './table.ts';

/**
 * Writes something about a system so that it will be looked at: a note before the write, which a run finds if all else
 * fails, and a message after it, by which that happens at once.
 *
 * @param write changes the profile or the register of the system
 */
export async function noted<T>(tenant: string, system: string, write: () => Promise<T>): Promise<T> {
  await notePending(table, tenant, { system, note: randomUUID(), since: new Date().toISOString() });
  const written = await write();
  await send([{ kind: 'look', tenant, system, run: null }]).catch(() => undefined);
  return written;
}
