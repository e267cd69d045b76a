import * as z from 'zod';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { APPROVERS } from '../http/scopes.ts';
import { ShownSubscription, SubscriptionId } from '../http/subscription.ts';

export const operation = {
  name: 'end-subscription',
  method: 'POST',
  path: '/v1/subscriptions/{subscription}/end',
  scopes: APPROVERS,
  table: 'write',
  mail: true,
  summary: 'End a subscription',
  description: 'One that has ended stays as it is.',
  parameters: {
    path: z.strictObject({ subscription: SubscriptionId }),
    query: NO_PARAMETERS,
    header: NO_HEADERS,
  },
  response: { status: 200, description: 'The subscription has ended', schema: ShownSubscription },
  problems: ['not-found'],
} satisfies Operation;
