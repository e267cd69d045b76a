import * as z from 'zod';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { PackVersionSummary } from '../http/pack-version.ts';
import { PackId, paging } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'list-pack-versions',
  method: 'GET',
  path: '/v1/packs/{pack}/versions',
  scopes: READERS,
  table: 'read',
  summary: 'The versions of a pack that were ever published',
  parameters: { path: z.strictObject({ pack: PackId }), query: z.strictObject(paging), header: NO_HEADERS },
  response: {
    status: 200,
    description: 'A page of versions, the newest first',
    schema: z.strictObject({ versions: z.array(PackVersionSummary), cursor: z.string().nullable() }),
  },
  problems: ['not-found'],
} satisfies Operation;
