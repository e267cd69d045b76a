import * as z from 'zod';
import { WaiverSchema } from '../../engine/profile.ts';
import { declared } from '../http/declaration.ts';
import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { SystemId } from '../http/parameters.ts';
import { WRITERS } from '../http/scopes.ts';

export const operation = {
  name: 'request-waiver',
  method: 'POST',
  path: '/v1/systems/{system}/waivers',
  scopes: WRITERS,
  table: 'write',
  queue: true,
  summary: 'Ask that a gap be accepted for a while',
  description:
    'Counts once a second person has approved it, at most a year ahead, and only for the content the duty has now. The id of the waiver is the `sequence` of the answer.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: NO_PARAMETERS,
    header: idempotencyHeader,
  },
  body: WaiverSchema.omit({ approver: true, ruleDigest: true }).meta({ id: 'NewWaiver' }),
  response: declared,
  problems: ['not-found', 'conflict', 'in-progress', 'key-reused'],
} satisfies Operation;
