import * as z from 'zod';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { Counter, SystemId } from '../http/parameters.ts';
import { ProfileDocument } from '../http/profile-document.ts';
import { READERS } from '../http/scopes.ts';
import { VersionSummary } from '../http/version.ts';

export const operation = {
  name: 'get-version',
  method: 'GET',
  path: '/v1/systems/{system}/versions/{version}',
  scopes: READERS,
  table: 'read',
  summary: 'One version of a profile, as it was sent',
  parameters: {
    path: z.strictObject({ system: SystemId, version: Counter }),
    query: NO_PARAMETERS,
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'The version with its profile',
    schema: VersionSummary.extend({ profile: ProfileDocument }).meta({ id: 'VersionWithProfile' }),
  },
  problems: ['not-found'],
} satisfies Operation;
