import * as z from 'zod';
import { WaiverSchema } from '../../engine/profile.ts';
import { declared } from '../http/declaration.ts';
import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { Counter, SystemId } from '../http/parameters.ts';
import { WRITERS } from '../http/scopes.ts';

export const operation = {
  name: 'revoke-waiver',
  method: 'POST',
  path: '/v1/systems/{system}/waivers/{waiver}/revocation',
  scopes: WRITERS,
  table: 'write',
  queue: true,
  summary: 'Take a waiver back, or refuse it',
  description: 'The gap counts again from now on.',
  parameters: {
    path: z.strictObject({ system: SystemId, waiver: Counter }),
    query: NO_PARAMETERS,
    header: idempotencyHeader,
  },
  body: z.strictObject({ reason: WaiverSchema.shape.reason }).meta({ id: 'WaiverRevocation' }),
  response: declared,
  problems: ['not-found', 'conflict', 'in-progress', 'key-reused'],
} satisfies Operation;
