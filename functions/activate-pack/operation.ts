import * as z from 'zod';
import { ActivationEntry } from '../http/activation.ts';
import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { Digest } from '../http/pack-version.ts';
import { PackId } from '../http/parameters.ts';
import { RunId } from '../http/run.ts';
import { APPROVERS } from '../http/scopes.ts';

export const operation = {
  name: 'activate-pack',
  method: 'POST',
  path: '/v1/packs/{pack}/activation',
  scopes: APPROVERS,
  table: 'write',
  queue: true,
  summary: 'Put a published version of a pack of your own in force, an earlier one again, or none',
  description: 'A run follows that makes the assessments again it concerns.',
  parameters: {
    path: z.strictObject({ pack: PackId }),
    query: NO_PARAMETERS,
    header: idempotencyHeader,
  },
  body: z
    .strictObject({
      digest: Digest.nullable().meta({ description: 'The version; null takes the pack out of force' }),
      expected: Digest.nullable()
        .optional()
        .meta({ description: 'What you believe is active now; refused when it is not' }),
      note: z.string().min(1).max(2000).meta({ description: 'Why' }),
    })
    .meta({ id: 'NewActivation' }),
  response: {
    status: 201,
    description: 'What was done, and the run that follows',
    schema: z.strictObject({ activation: ActivationEntry, run: RunId }),
  },
  problems: ['not-found', 'conflict', 'stale', 'in-progress', 'key-reused'],
} satisfies Operation;
