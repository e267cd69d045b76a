import * as z from 'zod';
import { EvidenceKeySchema, EvidenceSchema } from '../../engine/profile.ts';
import { declared } from '../http/declaration.ts';
import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { SystemId } from '../http/parameters.ts';
import { WRITERS } from '../http/scopes.ts';

export const operation = {
  name: 'declare-evidence',
  method: 'POST',
  path: '/v1/systems/{system}/evidence',
  scopes: WRITERS,
  signed: true,
  table: 'write',
  queue: true,
  summary: 'Declare evidence for a control, or for one duty of a pack',
  description:
    'It goes before what the profile says of the same control or duty, and stays when a new profile is sent. It is bound to the content of the duties it speaks for now: a duty that a later pack changes is reopened, all others keep it.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: NO_PARAMETERS,
    header: idempotencyHeader,
  },
  body: EvidenceSchema.omit({ ruleDigests: true })
    .extend({
      of: EvidenceKeySchema.meta({ description: 'A control, or a duty as pack/rule' }),
    })
    .meta({ id: 'NewEvidence' }),
  response: declared,
  problems: ['not-found', 'conflict', 'in-progress', 'key-reused'],
} satisfies Operation;
