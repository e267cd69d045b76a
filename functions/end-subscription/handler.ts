import { InvalidParameterException, NotFoundException, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { keepSubscription, readSubscription } from '../../store/subscriptions.ts';
import { endpoint } from '../http/endpoint.ts';
import { mailClient } from '../http/mail-client.ts';
import { changeBy } from '../http/now.ts';
import { showSubscription } from '../http/subscription.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity, path }) => {
  const found = await readSubscription(table, identity.tenant, path.subscription);
  if (found.endedAt !== null) return { status: 200, body: showSubscription(found) };
  const endedAt = changeBy(identity).at;
  // What nobody needs any more is not kept.
  const ended = found.kind === 'webhook' ? { ...found, endedAt, secret: '' } : { ...found, endedAt };
  if (found.kind === 'email') await unsubscribe(found.arn);
  await keepSubscription(table, identity.tenant, ended);
  return { status: 200, body: showSubscription(ended) };
});

/** One that was never confirmed cannot be ended, and ends by itself; one that is not there has ended. */
async function unsubscribe(arn: string): Promise<void> {
  try {
    await mailClient.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
  } catch (error) {
    if (error instanceof InvalidParameterException || error instanceof NotFoundException) return;
    throw error;
  }
}
