import { claimDelivery, wasDelivered } from '../../store/deliveries.ts';
import { NotFoundError } from '../../store/errors.ts';
import { readSubscription } from '../../store/subscriptions.ts';
import { nowInSeconds } from '../http/now.ts';
import { table } from '../http/table.ts';
import { putOn } from '../jobs/sqs.ts';
import type { Deliver } from './messages.ts';
import { post } from './post.ts';
import { signed } from './signed.ts';

/** Seconds before each further attempt, about six hours in all; as long as SQS can wait is a quarter of an hour. */
const PAUSES = [30, 120, 600, ...Array<number>(23).fill(900)];

/**
 * Sends an event to a webhook, and later again when that fails.
 *
 * @returns whether it need not be sent again
 * @throws when it has failed so often that it is not tried again
 */
export async function deliver(notice: Deliver): Promise<boolean> {
  const { tenant, event, webhook, attempt } = notice;
  const subscription = await readSubscription(table, tenant, webhook).catch(nobody);
  if (subscription?.kind !== 'webhook' || subscription.endedAt !== null) return true;
  if (await wasDelivered(table, tenant, event.id, webhook)) return true;
  const body = JSON.stringify({ tenant, event });
  const headers = signed(subscription.secret, event.id, body, nowInSeconds());
  if (await post(subscription.url, headers, body)) {
    await claimDelivery(table, tenant, event.id, webhook, nowInSeconds());
    return true;
  }
  const pause = PAUSES[attempt - 1];
  if (pause === undefined) throw new Error('a webhook has not taken an event');
  await putOn(process.env.NOTICE_QUEUE_URL, [{ ...notice, attempt: attempt + 1 }], pause);
  return false;
}

function nobody(error: unknown): undefined {
  if (!(error instanceof NotFoundError)) throw error;
}
