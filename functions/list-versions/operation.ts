import * as z from 'zod';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { paging, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';
import { VersionSummary } from '../http/version.ts';

export const operation = {
  name: 'list-versions',
  method: 'GET',
  path: '/v1/systems/{system}/versions',
  scopes: READERS,
  table: 'read',
  summary: 'The versions of a profile: who sent them, and when',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject(paging),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'A page of versions, the newest first',
    schema: z.strictObject({ versions: z.array(VersionSummary), cursor: z.string().nullable() }),
  },
  problems: ['not-found'],
} satisfies Operation;
