import * as z from 'zod';
import { AsOfSchema } from '../../engine/day-schema.ts';
import { SystemReportSchema } from '../../engine/system-report.ts';
import { AssessmentSummary } from '../http/assessment.ts';
import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { PackId, SystemId } from '../http/parameters.ts';
import { WRITERS } from '../http/scopes.ts';

export const operation = {
  name: 'assess-system',
  method: 'POST',
  path: '/v1/systems/{system}/assessments',
  scopes: WRITERS,
  signed: true,
  table: 'write',
  queue: true,
  memory: 1769,
  timeout: 29,
  summary: 'Evaluate the current profile of a system and store the findings',
  description:
    'Assessing again what has not changed stores nothing new. The findings are read with GET …/findings.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: NO_PARAMETERS,
    header: idempotencyHeader,
  },
  body: z
    .strictObject({
      asOf: AsOfSchema.optional().meta({ description: 'The day to evaluate; today when left out' }),
      packs: z.array(PackId).min(1).max(100).optional().meta({ description: 'All packs when left out' }),
    })
    .optional(),
  response: {
    status: 201,
    description: 'The assessments, now the current ones, and the verdict over them',
    schema: SystemReportSchema.extend({ assessments: z.array(AssessmentSummary) }).meta({
      id: 'AssessmentReport',
    }),
  },
  problems: ['not-found', 'does-not-fit', 'conflict', 'in-progress', 'key-reused'],
} satisfies Operation;
