import * as z from 'zod';
import { declared } from '../http/declaration.ts';
import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { Counter, SystemId } from '../http/parameters.ts';
import { APPROVERS } from '../http/scopes.ts';

export const operation = {
  name: 'approve-waiver',
  method: 'POST',
  path: '/v1/systems/{system}/waivers/{waiver}/approval',
  scopes: APPROVERS,
  table: 'write',
  queue: true,
  summary: 'Approve a waiver somebody else has asked for',
  description:
    'The person who asked cannot approve. A duty whose content has changed since needs a new request.',
  parameters: {
    path: z.strictObject({ system: SystemId, waiver: Counter }),
    query: NO_PARAMETERS,
    header: idempotencyHeader,
  },
  response: declared,
  problems: ['not-found', 'conflict', 'in-progress', 'key-reused'],
} satisfies Operation;
