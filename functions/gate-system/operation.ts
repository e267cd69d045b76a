import * as z from 'zod';
import { AboutSchema } from '../../engine/about.ts';
import { SystemBaselineSchema } from '../../engine/baseline.ts';
import { AsOfSchema } from '../../engine/day-schema.ts';
import { PolicySchema } from '../../engine/policy.ts';
import { SystemReportSchema } from '../../engine/system-report.ts';
import { GateRunSummary, JudgedAssessments } from '../http/gate-run.ts';
import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { PackId, SystemId } from '../http/parameters.ts';
import { WRITERS } from '../http/scopes.ts';

export const operation = {
  name: 'gate-system',
  method: 'POST',
  path: '/v1/systems/{system}/gate',
  scopes: WRITERS,
  signed: true,
  table: 'write',
  queue: true,
  memory: 1769,
  timeout: 29,
  // The baseline of a system of which little is known has an entry for almost every rule.
  largestBody: 1024 * 1024,
  summary: 'Say whether the current profile of a system may be deployed, and record that it was asked',
  description:
    'Answers what `jurismap check --format json` prints, and the gate run that was recorded. The findings are stored as by POST …/assessments.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: NO_PARAMETERS,
    header: idempotencyHeader.extend({
      'if-match': z.string().max(2000).optional().meta({
        description: 'The ETag of the version you mean; the current one, whichever that is, when left out',
      }),
    }),
  },
  body: z
    .strictObject({
      asOf: AsOfSchema.optional().meta({ description: 'The day to evaluate; today when left out' }),
      packs: z.array(PackId).min(1).max(100).optional().meta({ description: 'All packs when left out' }),
      policy: PolicySchema.optional().meta({
        description: 'What fails; gaps in binding law and what is undetermined when left out',
      }),
      baseline: SystemBaselineSchema.optional().meta({
        description: 'What an earlier check said of the system; only what got worse fails',
      }),
      about: AboutSchema.optional().meta({ description: 'What is going to be deployed' }),
    })
    .optional(),
  response: {
    status: 201,
    description: 'The verdict with every finding, and the recorded run; Location says where it is',
    schema: SystemReportSchema.extend({
      run: GateRunSummary.extend({ assessments: JudgedAssessments }).meta({ id: 'NewGateRun' }),
    }).meta({ id: 'GateReport' }),
    headers: z.object({ location: z.string().meta({ description: 'The gate run' }) }),
  },
  problems: ['not-found', 'does-not-fit', 'conflict', 'in-progress', 'stale', 'key-reused'],
} satisfies Operation;
