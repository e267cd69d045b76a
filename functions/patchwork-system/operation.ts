import * as z from 'zod';
import { AsOfSchema } from '../../engine/day-schema.ts';
import { PatchworkSchema } from '../../engine/patchwork.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { listOf, PackId, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'patchwork-system',
  method: 'GET',
  path: '/v1/systems/{system}/patchwork',
  scopes: READERS,
  table: 'read',
  memory: 1769,
  timeout: 29,
  summary: 'What a system owes across instruments, by control, and where they conflict',
  description:
    'Answers what `jurismap patchwork --format json` prints. Duties stand beside each other and are never melted into one.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject({
      asOf: AsOfSchema.optional().meta({ description: 'The day to evaluate; today when left out' }),
      packs: listOf(PackId).optional(),
    }),
    header: NO_HEADERS,
  },
  response: { status: 200, description: 'The control × instrument matrix', schema: PatchworkSchema },
  problems: ['not-found', 'does-not-fit'],
} satisfies Operation;
