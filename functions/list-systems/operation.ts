import * as z from 'zod';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { paging } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';
import { RegisteredSystem } from '../http/system.ts';

export const operation = {
  name: 'list-systems',
  method: 'GET',
  path: '/v1/systems',
  scopes: READERS,
  table: 'read',
  summary: 'The systems of your tenant',
  parameters: { path: NO_PARAMETERS, query: z.strictObject(paging), header: NO_HEADERS },
  response: {
    status: 200,
    description: 'A page of systems, by id',
    schema: z.strictObject({ systems: z.array(RegisteredSystem), cursor: z.string().nullable() }),
  },
  problems: [],
} satisfies Operation;
