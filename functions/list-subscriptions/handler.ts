import { listSubscriptions } from '../../store/subscriptions.ts';
import { endpoint } from '../http/endpoint.ts';
import { showSubscription } from '../http/subscription.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant } }) => ({
  status: 200,
  body: { subscriptions: (await listSubscriptions(table, tenant)).map(showSubscription) },
}));
