import * as z from 'zod';
import { DeclarationEntry } from '../http/declaration.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { paging, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'list-declarations',
  method: 'GET',
  path: '/v1/systems/{system}/declarations',
  scopes: READERS,
  table: 'read',
  summary: 'The register of a system: what was declared, by whom and when',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject(paging),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'A page of entries, the newest first',
    schema: z.strictObject({ entries: z.array(DeclarationEntry), cursor: z.string().nullable() }),
  },
  problems: ['not-found'],
} satisfies Operation;
