import * as z from 'zod';
import { AsOfSchema } from '../../engine/day-schema.ts';
import { SystemReportSchema } from '../../engine/system-report.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { PackId } from '../http/parameters.ts';
import { ProfileDocument } from '../http/profile-document.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'evaluate',
  method: 'POST',
  path: '/v1/evaluate',
  scopes: READERS,
  signed: true,
  table: 'read',
  memory: 1769,
  timeout: 29,
  summary: 'Evaluate a profile without storing anything',
  description: 'Answers what `jurismap check --format json` prints.',
  parameters: { path: NO_PARAMETERS, query: NO_PARAMETERS, header: NO_HEADERS },
  body: z.strictObject({
    profile: ProfileDocument,
    asOf: AsOfSchema.optional().meta({ description: 'The day to evaluate; today when left out' }),
    packs: z.array(PackId).min(1).max(100).optional().meta({ description: 'All packs when left out' }),
  }),
  response: { status: 200, description: 'Every finding, and the verdict', schema: SystemReportSchema },
  problems: [],
} satisfies Operation;
