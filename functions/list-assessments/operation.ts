import * as z from 'zod';
import { AssessmentSummary } from '../http/assessment.ts';
import { On, Remark } from '../http/on-day.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { PackId, paging, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'list-assessments',
  method: 'GET',
  path: '/v1/systems/{system}/assessments',
  scopes: READERS,
  table: 'read',
  summary: 'The assessments of a system, without their findings',
  description:
    'The current one of every pack; with `pack`, the whole history under that pack, the newest first. With `on`, the one that stood at the end of that day, of every pack or of `pack`.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject({ pack: PackId.optional(), on: On.optional(), ...paging }),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'Assessments',
    schema: z.strictObject({
      assessments: z.array(AssessmentSummary),
      remark: Remark,
      cursor: z.string().nullable(),
    }),
  },
  problems: ['not-found'],
} satisfies Operation;
