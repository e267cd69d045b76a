import { claimDelivery } from '../../store/deliveries.ts';
import { listSubscriptions } from '../../store/subscriptions.ts';
import { nowInSeconds } from '../http/now.ts';
import { table } from '../http/table.ts';
import { putOn } from '../jobs/sqs.ts';
import { sendMail } from './mail.ts';
import type { Deliver, Happened } from './messages.ts';

/** To whom a delivery was made that is made once for everybody who gets mail. */
const ALL_MAIL = 'mail';

/**
 * Sees to it that everybody hears of an event who asked for it: machines at least once, people at most once.
 */
export async function tell({ tenant, event }: Happened): Promise<void> {
  const subscriptions = (await listSubscriptions(table, tenant)).filter(({ endedAt }) => endedAt === null);
  const deliveries = subscriptions.flatMap((subscription): Deliver[] => {
    if (subscription.kind !== 'webhook') return [];
    const { events, subscription: webhook } = subscription;
    const isWanted = events.length === 0 || events.includes(event.kind);
    return isWanted ? [{ tenant, event, webhook, attempt: 1 }] : [];
  });
  await putOn(process.env.NOTICE_QUEUE_URL, deliveries);
  if (!subscriptions.some(({ kind }) => kind === 'email')) return;
  // Claimed before it is sent: whoever is stopped in between sends nothing rather than sending twice.
  if (await claimDelivery(table, tenant, event.id, ALL_MAIL, nowInSeconds())) await sendMail(tenant, event);
}
