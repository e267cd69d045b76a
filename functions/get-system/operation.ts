import * as z from 'zod';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { SystemId } from '../http/parameters.ts';
import { ProfileDocument } from '../http/profile-document.ts';
import { READERS } from '../http/scopes.ts';
import { RegisteredSystem, systemHeaders } from '../http/system.ts';

export const operation = {
  name: 'get-system',
  method: 'GET',
  path: '/v1/systems/{system}',
  scopes: READERS,
  signed: true,
  table: 'read',
  summary: 'A system with the current version of its profile',
  parameters: { path: z.strictObject({ system: SystemId }), query: NO_PARAMETERS, header: NO_HEADERS },
  response: {
    status: 200,
    description: 'The system',
    schema: RegisteredSystem.extend({ profile: ProfileDocument }).meta({ id: 'SystemWithProfile' }),
    headers: systemHeaders,
  },
  problems: ['not-found'],
} satisfies Operation;
