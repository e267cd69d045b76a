import * as z from 'zod';
import { EVENT_KINDS } from '../../engine/event.ts';
import type { Subscription } from '../../store/subscriptions.ts';

/** The id of a subscription, in a path. */
export const SubscriptionId = z
  .string()
  .regex(/^\d{8}T\d{9}Z-[0-9a-f]{8}$/, 'is not the id of a subscription');

/** A subscription as the API tells of it, without its secret. */
export const ShownSubscription = z
  .strictObject({
    subscription: SubscriptionId,
    kind: z.enum(['webhook', 'email', 'calendar']),
    url: z.string().nullable().meta({ description: 'Where a webhook sends to' }),
    events: z.array(z.enum(EVENT_KINDS)).meta({ description: 'What a webhook sends; everything when empty' }),
    address: z.string().nullable().meta({ description: 'Where mail goes' }),
    owner: z
      .string()
      .nullable()
      .meta({ description: "Whose deadlines are in a calendar; everybody's when null" }),
    by: z.string(),
    at: z.string(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: 'Subscription' });

const NOTHING = { url: null, events: [], address: null, owner: null };

export function showSubscription(stored: Subscription): z.infer<typeof ShownSubscription> {
  const { subscription, kind, by, at, endedAt } = stored;
  const about = { subscription, kind, ...NOTHING, by, at, endedAt };
  switch (stored.kind) {
    case 'webhook':
      return { ...about, url: stored.url, events: stored.events };
    case 'email':
      return { ...about, address: stored.address };
    case 'calendar':
      return { ...about, owner: stored.owner };
  }
}
