import * as z from 'zod';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { SystemId } from '../http/parameters.ts';
import { ProfileDocument } from '../http/profile-document.ts';
import { WRITERS } from '../http/scopes.ts';
import { RegisteredSystem, systemHeaders } from '../http/system.ts';

export const operation = {
  name: 'update-system',
  method: 'PUT',
  path: '/v1/systems/{system}',
  scopes: WRITERS,
  signed: true,
  table: 'write',
  queue: true,
  summary: 'Give a system a new version of its profile',
  description: 'The versions before stay readable. The same profile again adds no version.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: NO_PARAMETERS,
    header: z.object({
      'if-match': z
        .string()
        .max(2000)
        .optional()
        .meta({ description: 'The ETag of the version you have seen; required' }),
    }),
  },
  body: ProfileDocument,
  response: {
    status: 200,
    description: 'The system with its new version',
    schema: RegisteredSystem,
    headers: systemHeaders,
  },
  problems: ['not-found', 'stale', 'precondition-required'],
} satisfies Operation;
