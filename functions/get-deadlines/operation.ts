import * as z from 'zod';
import { FEED } from '../http/feed.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';

export const operation = {
  name: 'get-deadlines',
  method: 'GET',
  path: '/v1/deadlines.ics',
  scopes: [],
  public: true,
  table: 'read',
  summary: 'The deadlines of a tenant, as a calendar',
  description:
    'Calendars send no token: whoever knows the address that `POST /v1/subscriptions` gave out may read it, until that subscription ends.',
  parameters: {
    path: NO_PARAMETERS,
    query: z.strictObject({
      feed: z.string().regex(FEED, 'is not the address of a calendar').meta({ description: 'The secret' }),
    }),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'An iCalendar file (RFC 5545)',
    schema: z.string(),
    mediaType: 'text/calendar',
  },
  problems: ['not-found'],
} satisfies Operation;
