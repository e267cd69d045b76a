import * as z from 'zod';
import { DIMENSIONS } from '../../engine/portfolio.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { Cursor, limit } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'get-portfolio',
  method: 'GET',
  path: '/v1/portfolio',
  scopes: READERS,
  table: 'read',
  summary: 'What all systems of your tenant come to, counted',
  description:
    'Counts follow the systems within seconds. Findings that do not apply are not counted. `by=status` counts by the force of the law; every other dimension counts binding law only. A finding counts for each of its controls. `by=deadline` counts by month what begins and what runs out. Packs that are in force no more do not count.',
  parameters: {
    path: NO_PARAMETERS,
    query: z.strictObject({
      by: z.enum(DIMENSIONS).default('status'),
      limit: limit(100, 200),
      cursor: Cursor.optional(),
    }),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'A page of counts',
    schema: z.strictObject({
      by: z.enum(DIMENSIONS),
      systems: z.strictObject({
        assessed: z.int(),
        notAssessable: z.int().meta({ description: 'Those whose profile the rules do not understand' }),
      }),
      rows: z.array(
        z
          .strictObject({
            value: z
              .string()
              .meta({ description: 'A force, place, control, owner or month; empty for no owner' }),
            counts: z
              .record(z.string(), z.strictObject({ findings: z.int(), systems: z.int() }))
              .meta({ description: 'By outcome; by kind of deadline for months' }),
          })
          .meta({ id: 'PortfolioRow' }),
      ),
      cursor: z.string().nullable().meta({ description: 'Only owners take more than one page' }),
    }),
  },
  problems: [],
} satisfies Operation;
