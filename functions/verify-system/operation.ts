import * as z from 'zod';
import { NOT_REPRODUCIBLE } from '../../store/reproduce.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { Cursor, limit, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

const Named = z.strictObject({ pack: z.string(), sequence: z.int() });

export const operation = {
  name: 'verify-system',
  method: 'GET',
  path: '/v1/systems/{system}/verify',
  scopes: READERS,
  table: 'read',
  memory: 1769,
  timeout: 29,
  summary: 'Make the stored assessments of a system again, and compare them with what is stored',
  description:
    'Each is made from the stored profile, register, pack and fact catalogue it names, and compared byte for byte. The first page also follows every chain of digests. The digests of the newest records are there to be kept elsewhere: whoever can rewrite a whole history cannot rewrite those.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject({ limit: limit(50, 200), cursor: Cursor.optional() }),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'What was found; whole when nothing is altered, missing or different',
    schema: z
      .strictObject({
        system: z.string(),
        newest: z.strictObject({
          profile: z.string(),
          register: z.string().nullable(),
          assessments: z.record(z.string(), z.string()),
        }),
        defects: z
          .array(z.strictObject({ kind: z.enum(['missing', 'altered']), what: z.string() }))
          .meta({ description: 'Records that are not as they were written; told on the first page' }),
        examined: z.int().meta({ description: 'Assessments made again for this page' }),
        reproduced: z.int().meta({ description: 'Of these, equal to what is stored, byte for byte' }),
        different: z.array(Named).meta({ description: 'Of these, unlike what is stored' }),
        notReproducible: z
          .array(Named.extend({ why: z.enum(NOT_REPRODUCIBLE) }))
          .meta({ description: 'Of these, those whose inputs are not at hand' }),
        cursor: z.string().nullable(),
      })
      .meta({ id: 'Verification' }),
  },
  problems: ['not-found'],
} satisfies Operation;
