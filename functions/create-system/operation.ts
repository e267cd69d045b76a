import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { ProfileDocument } from '../http/profile-document.ts';
import { WRITERS } from '../http/scopes.ts';
import { RegisteredSystem, systemHeaders } from '../http/system.ts';

export const operation = {
  name: 'create-system',
  method: 'POST',
  path: '/v1/systems',
  scopes: WRITERS,
  signed: true,
  table: 'write',
  queue: true,
  summary: 'Register a system with the first version of its profile',
  parameters: { path: NO_PARAMETERS, query: NO_PARAMETERS, header: idempotencyHeader },
  body: ProfileDocument,
  response: {
    status: 201,
    description: 'The system is registered; Location says where',
    schema: RegisteredSystem,
    headers: systemHeaders,
  },
  problems: ['already-exists', 'in-progress', 'key-reused'],
} satisfies Operation;
