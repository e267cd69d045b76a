import * as z from 'zod';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { READERS } from '../http/scopes.ts';
import { ShownSubscription } from '../http/subscription.ts';

export const operation = {
  name: 'list-subscriptions',
  method: 'GET',
  path: '/v1/subscriptions',
  scopes: READERS,
  table: 'read',
  summary: 'Who is told what happens to the systems of your tenant',
  parameters: { path: NO_PARAMETERS, query: NO_PARAMETERS, header: NO_HEADERS },
  response: {
    status: 200,
    description: 'All subscriptions, the oldest first, those that ended included',
    schema: z.strictObject({ subscriptions: z.array(ShownSubscription) }),
  },
  problems: [],
} satisfies Operation;
