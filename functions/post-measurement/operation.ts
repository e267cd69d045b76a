import * as z from 'zod';
import { MeasurementSchema } from '../../engine/measurement.ts';
import { MeasurementNameSchema } from '../../engine/profile.ts';
import { declared } from '../http/declaration.ts';
import { idempotencyHeader } from '../http/once-header.ts';
import { NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { SystemId } from '../http/parameters.ts';
import { WRITERS } from '../http/scopes.ts';

export const operation = {
  name: 'post-measurement',
  method: 'POST',
  path: '/v1/systems/{system}/measurements',
  scopes: WRITERS,
  signed: true,
  table: 'write',
  queue: true,
  summary: 'Post what monitoring has measured',
  description:
    'A measurement replaces the one of the same name, also where the profile has it. The register keeps them all.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: NO_PARAMETERS,
    header: idempotencyHeader,
  },
  body: z
    .strictObject({ name: MeasurementNameSchema, measurement: MeasurementSchema })
    .meta({ id: 'NewMeasurement' }),
  response: declared,
  problems: ['not-found', 'conflict', 'in-progress', 'key-reused'],
} satisfies Operation;
