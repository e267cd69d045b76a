import * as z from 'zod';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { PackVersionSummary } from '../http/pack-version.ts';
import { Cursor, limit, PackId } from '../http/parameters.ts';
import { APPROVERS } from '../http/scopes.ts';
import { ImpactSchema } from './impact-schema.ts';

export const operation = {
  name: 'publish-pack',
  method: 'POST',
  path: '/v1/packs/{pack}/versions',
  scopes: APPROVERS,
  table: 'write',
  memory: 1769,
  timeout: 29,
  largestBody: 1024 * 1024,
  summary: 'Publish a version of a pack of your own',
  description:
    'It is read, linted and tested as the packs Jurismap brings are, and kept for good. Nothing is evaluated under it before it is activated. With `dryRun=true` nothing is kept, and the answer says what activating it would change for a page of your systems.',
  parameters: {
    path: z.strictObject({ pack: PackId }),
    query: z.strictObject({
      dryRun: z.enum(['true', 'false']).default('false'),
      limit: limit(50, 200),
      cursor: Cursor.optional(),
    }),
    header: NO_HEADERS,
  },
  body: z
    .strictObject({
      files: z.record(z.string().max(100), z.string().max(1024 * 1024)).meta({
        description:
          'The files of the pack by their path: pack.yaml, provisions.yaml, rule files, scenarios/….yaml',
      }),
    })
    .meta({ id: 'NewPack' }),
  response: {
    status: 201,
    description: 'The version that was published, or would be',
    schema: z.strictObject({ version: PackVersionSummary, impact: ImpactSchema.nullable() }),
  },
  problems: ['conflict'],
} satisfies Operation;
