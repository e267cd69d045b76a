import * as z from 'zod';
import { EVENT_KINDS } from '../engine/event.ts';
import { NotFoundError } from './errors.ts';
import * as keys from './keys.ts';
import type { Table } from './table.ts';

const about = {
  subscription: z.string(),
  /** Subject of the token that asked for it. */
  by: z.string(),
  at: z.string(),
  /** When it was ended; null while it lasts. */
  endedAt: z.string().nullable(),
};

/** Who hears of what happens to a tenant's systems. */
export const SubscriptionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('webhook'),
    ...about,
    url: z.string(),
    /** What is sent; everything when empty. */
    events: z.array(z.enum(EVENT_KINDS)),
    /** Signs what is sent. */
    secret: z.string(),
  }),
  z.object({
    kind: z.literal('email'),
    ...about,
    address: z.string(),
    /** The name it has where mail is sent from. */
    arn: z.string(),
  }),
  z.object({
    kind: z.literal('calendar'),
    ...about,
    /** Whose deadlines; everybody's when null. */
    owner: z.string().nullable(),
    /** SHA-256 of the secret in its address. */
    secretDigest: z.string(),
  }),
]);
export type Subscription = z.infer<typeof SubscriptionSchema>;

/** Keeps a subscription; one that was kept before is replaced. */
export async function keepSubscription(
  table: Table,
  tenant: string,
  subscription: Subscription,
): Promise<void> {
  await table.put({ ...keys.subscription(tenant, subscription.subscription), ...subscription });
}

/** @throws NotFoundError */
export async function readSubscription(table: Table, tenant: string, id: string): Promise<Subscription> {
  const found = await table.get(keys.subscription(tenant, id), SubscriptionSchema);
  if (!found) throw new NotFoundError(`there is no subscription "${id}"`);
  return found;
}

/** A tenant's subscriptions, the oldest first, those that ended included. */
export async function listSubscriptions(table: Table, tenant: string): Promise<Subscription[]> {
  const range = { partition: keys.subscriptionsPartition(tenant), prefix: '', limit: 100 };
  const found: Subscription[] = [];
  let start: string | undefined;
  do {
    const { items, next } = await table.list({ ...range, start }, SubscriptionSchema);
    found.push(...items);
    start = next;
  } while (start !== undefined);
  return found;
}
