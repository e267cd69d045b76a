import * as z from 'zod';
import { StoredAssessment } from '../http/assessment.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { Counter, PackId, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'get-assessment',
  method: 'GET',
  path: '/v1/systems/{system}/assessments/{pack}/{sequence}',
  scopes: READERS,
  table: 'read',
  summary: 'One assessment of the history, with all its findings',
  parameters: {
    path: z.strictObject({ system: SystemId, pack: PackId, sequence: Counter }),
    query: NO_PARAMETERS,
    header: NO_HEADERS,
  },
  response: { status: 200, description: 'The assessment as it was stored', schema: StoredAssessment },
  problems: ['not-found'],
} satisfies Operation;
