import { digestOf } from '../../engine/digest.ts';
import { type Run, startRun } from '../../store/runs.ts';
import { listTenants } from '../../store/tenants.ts';
import { table } from '../http/table.ts';
import type { Message } from './messages.ts';
import { send } from './queue.ts';

const PAGE = 100;

/**
 * Starts a run for a tenant; the same cause starts it once.
 *
 * @param cause what tells this run from others, such as the id of the message or request that asked for it
 * @param startedAt ISO 8601, UTC
 * @returns the id of the run; ids sort by time
 */
export async function beginRun(
  tenant: string,
  { reason, by, startedAt }: Pick<Run, 'reason' | 'by' | 'startedAt'>,
  cause: string,
): Promise<string> {
  const moment = startedAt.replaceAll(/[-:.]/g, '');
  const run = `${moment}-${digestOf([tenant, cause]).slice(0, 8)}`;
  await startRun(table, tenant, { run, reason, by, startedAt });
  await send([{ kind: 'find', tenant, run, place: { stage: 0 } }]);
  return run;
}

/**
 * Starts a run for a page of tenants, and leaves the next page to another message.
 *
 * @param cause the id of the message, which a repetition has too
 * @param at when it was sent (ISO 8601, UTC)
 */
export async function startRuns(
  message: Extract<Message, { kind: 'start' }>,
  cause: string,
  at: string,
): Promise<void> {
  const { reason, start } = message;
  const named = { cause: message.cause ?? cause, at: message.at ?? at };
  const { items, next } = await listTenants(table, { limit: PAGE, start });
  for (const tenant of items) {
    await beginRun(tenant, { reason, by: null, startedAt: named.at }, named.cause);
  }
  if (next !== undefined) await send([{ kind: 'start', reason, ...named, start: next }]);
}
