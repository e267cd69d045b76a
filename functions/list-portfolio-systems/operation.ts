import * as z from 'zod';
import { DaySchema } from '../../engine/day-schema.ts';
import { OUTCOMES } from '../../engine/finding.ts';
import { FORCES } from '../../engine/pack.ts';
import { DeadlineSchema } from '../../engine/portfolio.ts';
import { Jurisdiction } from '../http/jurisdiction.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { listOf, PackId, paging } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

/** What findings are counted; several filters must all hold, several values of one need not. */
const filters = {
  outcome: listOf(z.enum(OUTCOMES)).optional(),
  jurisdiction: listOf(Jurisdiction).optional(),
  control: listOf(z.string().max(64)).optional(),
  owner: z.string().max(500).optional(),
  pack: listOf(PackId).optional(),
  force: listOf(z.enum(FORCES)).optional(),
};
const Filters = z.object(filters);
export type Filters = z.infer<typeof Filters>;

export const operation = {
  name: 'list-portfolio-systems',
  method: 'GET',
  path: '/v1/portfolio/systems',
  scopes: READERS,
  table: 'read',
  summary: 'Which systems have findings of a kind, and how many',
  description:
    'Systems without such a finding are left out, so a page may hold fewer than `limit`, even none, and go on. `before` asks for systems with a deadline on or before a day.',
  parameters: {
    path: NO_PARAMETERS,
    query: z.strictObject({ ...filters, before: DaySchema.optional(), ...paging }),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'A page of systems, by id',
    schema: z.strictObject({
      systems: z.array(
        z
          .strictObject({
            system: z.string(),
            name: z.string(),
            assessable: z.boolean().meta({ description: 'Whether the rules understand its profile' }),
            counts: z
              .partialRecord(z.enum(OUTCOMES), z.int())
              .meta({ description: 'How many of these findings come to each outcome' }),
            nextDeadline: DeadlineSchema.nullable(),
          })
          .meta({ id: 'PortfolioSystem' }),
      ),
      cursor: z.string().nullable(),
    }),
  },
  problems: [],
} satisfies Operation;
