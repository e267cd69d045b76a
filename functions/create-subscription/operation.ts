import * as z from 'zod';
import { EVENT_KINDS } from '../../engine/event.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { APPROVERS } from '../http/scopes.ts';
import { ShownSubscription } from '../http/subscription.ts';

const Url = z
  .url({ protocol: process.env.LOCAL_WEBHOOKS === 'allowed' ? /^https?$/ : /^https$/ })
  .max(2000)
  .refine((url) => !URL.canParse(url) || new URL(url).username === '', { error: 'holds credentials' });

export const operation = {
  name: 'create-subscription',
  method: 'POST',
  path: '/v1/subscriptions',
  scopes: APPROVERS,
  table: 'write',
  mail: true,
  summary: 'Ask to be told what happens to the systems of your tenant',
  description:
    'A webhook gets every event at least once, signed as Standard Webhooks specifies, and is tried again for about six hours. Mail is sent at most once for an event, after its reader has confirmed the address. A calendar is an address to subscribe to that shows deadlines to whoever knows it. Secrets are told once, in this answer.',
  parameters: { path: NO_PARAMETERS, query: NO_PARAMETERS, header: NO_HEADERS },
  body: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('webhook'),
        url: Url.meta({ description: 'An https address on the internet' }),
        events: z
          .array(z.enum(EVENT_KINDS))
          .max(EVENT_KINDS.length)
          .default([])
          .meta({ description: 'What to send; everything when empty' }),
      }),
      z.strictObject({ kind: z.literal('email'), address: z.email().max(320) }),
      z.strictObject({
        kind: z.literal('calendar'),
        owner: z
          .string()
          .min(1)
          .max(500)
          .optional()
          .meta({ description: "Whose deadlines to show; everybody's when left out" }),
      }),
    ])
    .meta({ id: 'NewSubscription' }),
  response: {
    status: 201,
    description: 'The subscription has begun; mail comes once it is confirmed',
    schema: z.strictObject({
      subscription: ShownSubscription,
      secret: z.string().nullable().meta({ description: 'Verifies the signatures of a webhook' }),
      calendar: z.string().nullable().meta({ description: 'Path and query of a calendar' }),
    }),
  },
  problems: ['conflict'],
} satisfies Operation;
