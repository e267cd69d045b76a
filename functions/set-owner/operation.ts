import * as z from 'zod';
import { OwnerSchema, RuleNameSchema } from '../../engine/profile.ts';
import { declared } from '../http/declaration.ts';
import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { SystemId } from '../http/parameters.ts';
import { WRITERS } from '../http/scopes.ts';

export const operation = {
  name: 'set-owner',
  method: 'POST',
  path: '/v1/systems/{system}/owners',
  scopes: WRITERS,
  table: 'write',
  queue: true,
  summary: 'Say who is accountable for a system, or for one duty of it',
  description: 'Null takes back what was said: for the system the owner in its profile counts again.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: NO_PARAMETERS,
    header: idempotencyHeader,
  },
  body: z
    .strictObject({
      of: RuleNameSchema.nullable()
        .default(null)
        .meta({ description: 'A duty as pack/rule; the system as a whole when left out' }),
      owner: OwnerSchema.nullable(),
    })
    .meta({ id: 'NewOwner' }),
  response: declared,
  problems: ['not-found', 'conflict', 'in-progress', 'key-reused'],
} satisfies Operation;
