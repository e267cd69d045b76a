import * as z from 'zod';
import { EventSchema } from '../../engine/event.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { paging } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'list-events',
  method: 'GET',
  path: '/v1/events',
  scopes: READERS,
  table: 'read',
  summary: 'What happened to the systems of your tenant',
  parameters: { path: NO_PARAMETERS, query: z.strictObject(paging), header: NO_HEADERS },
  response: {
    status: 200,
    description: 'A page of events, the newest first',
    schema: z.strictObject({ events: z.array(EventSchema), cursor: z.string().nullable() }),
  },
  problems: [],
} satisfies Operation;
