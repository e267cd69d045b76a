import * as z from 'zod';
import { SystemBaselineSchema } from '../../engine/baseline.ts';
import { PolicySchema } from '../../engine/policy.ts';
import { GateRunSummary, JudgedAssessments } from '../http/gate-run.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { Counter, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'get-gate-run',
  method: 'GET',
  path: '/v1/systems/{system}/gate-runs/{sequence}',
  scopes: READERS,
  signed: true,
  table: 'read',
  summary: 'One gate run, with everything its verdict rests on',
  description:
    'The profile is GET …/versions/{version}; each assessment is GET …/assessments/{pack}/{sequence}.',
  parameters: {
    path: z.strictObject({ system: SystemId, sequence: Counter }),
    query: NO_PARAMETERS,
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'The gate run as it was recorded',
    schema: GateRunSummary.extend({
      policy: PolicySchema,
      baseline: SystemBaselineSchema.nullable(),
      assessments: JudgedAssessments,
    }).meta({ id: 'GateRunWithBasis' }),
  },
  problems: ['not-found'],
} satisfies Operation;
