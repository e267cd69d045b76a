import * as z from 'zod';
import { ArchivedItemSchema } from '../../store/archive.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { Cursor, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'get-archive',
  method: 'GET',
  path: '/v1/systems/{system}/archive',
  scopes: READERS,
  table: 'read',
  memory: 1769,
  timeout: 29,
  summary: 'Everything about a system, to be kept elsewhere and verified without Jurismap',
  description:
    'Every version of its profile, every entry of its register, every assessment with its findings, every gate run and event, and the packs and fact catalogues they were made with: items as they are stored, compressed attributes as base64 of Brotli. `jurismap archive` writes them to a file, which `jurismap verify FILE` proves.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject({ cursor: Cursor.optional() }),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'A page of items',
    schema: z
      .strictObject({
        tenant: z.string(),
        system: z.string(),
        items: z.array(ArchivedItemSchema),
        cursor: z.string().nullable(),
      })
      .meta({ id: 'Archive' }),
  },
  problems: ['not-found'],
} satisfies Operation;
