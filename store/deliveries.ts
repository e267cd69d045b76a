import * as z from 'zod';
import * as keys from './keys.ts';
import type { Table } from './table.ts';

/** Seconds after which nothing asks any more whether an event was delivered: messages live for two weeks at most. */
const KEPT = 30 * 86_400;

/**
 * Says that an event is delivered.
 *
 * @param to a subscription, or all mail
 * @param now seconds since 1970
 * @returns false when that had been said before
 */
export async function claimDelivery(
  table: Table,
  tenant: string,
  event: string,
  to: string,
  now: number,
): Promise<boolean> {
  return table.put(
    { ...keys.delivery(tenant, event, to), expiresAt: now + KEPT },
    { ConditionExpression: 'attribute_not_exists(pk)' },
  );
}

/** Whether it was said that an event is delivered. */
export async function wasDelivered(
  table: Table,
  tenant: string,
  event: string,
  to: string,
): Promise<boolean> {
  return (await table.get(keys.delivery(tenant, event, to), z.object({}))) !== undefined;
}
