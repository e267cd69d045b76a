import * as z from 'zod';
import { EventSchema } from '../../engine/event.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { paging, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'list-system-events',
  method: 'GET',
  path: '/v1/systems/{system}/events',
  scopes: READERS,
  table: 'read',
  summary: 'What happened to a system',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject(paging),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'A page of events, the newest first',
    schema: z.strictObject({ events: z.array(EventSchema), cursor: z.string().nullable() }),
  },
  problems: ['not-found'],
} satisfies Operation;
