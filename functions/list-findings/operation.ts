import * as z from 'zod';
import { FindingSchema, OUTCOMES } from '../../engine/finding.ts';
import { SEVERITIES } from '../../engine/pack.ts';
import { AssessmentSummary } from '../http/assessment.ts';
import { Jurisdiction } from '../http/jurisdiction.ts';
import { On, Remark } from '../http/on-day.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { Cursor, limit, listOf, PackId, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'is not a name of small letters, digits and hyphens');

/** What findings can be filtered by; several filters must all hold, several values of one need not. */
const filters = {
  outcome: listOf(z.enum(OUTCOMES)).optional(),
  status: listOf(z.enum(OUTCOMES)).optional(),
  jurisdiction: listOf(Jurisdiction).optional(),
  control: listOf(Name).optional(),
  severity: listOf(z.enum(SEVERITIES)).optional(),
  kind: listOf(FindingSchema.shape.kind).optional(),
  pack: listOf(PackId).optional(),
  role: listOf(Name).optional(),
};
const Filters = z.object(filters);
export type Filters = z.infer<typeof Filters>;

export const operation = {
  name: 'list-findings',
  method: 'GET',
  path: '/v1/systems/{system}/findings',
  scopes: READERS,
  signed: true,
  table: 'read',
  summary: 'The findings of the current assessments of a system, or of those of a past day',
  description:
    'In the order of the packs. `status` is another name of `outcome`; `jurisdiction=US` includes the states. No assessments means that nobody has looked, not that all is well. `on` asks what was said here on a past day; the day of the law that an assessment evaluates is its `asOf`.',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject({
      ...filters,
      on: On.optional(),
      limit: limit(200, 1000),
      cursor: Cursor.optional(),
    }),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'A page of findings, and the assessments they are from',
    schema: z.strictObject({
      system: z.string(),
      version: z
        .int()
        .meta({ description: 'The current version of the profile, whatever day is asked about' }),
      on: z.string().nullable().meta({ description: 'The past day that was asked about' }),
      remark: Remark,
      assessments: z.array(AssessmentSummary),
      findings: z.array(
        FindingSchema.extend({ pack: z.string(), jurisdiction: z.string() }).meta({ id: 'FindingOfPack' }),
      ),
      total: z.int().meta({ description: 'How many findings pass the filters' }),
      cursor: z.string().nullable(),
    }),
  },
  problems: ['not-found'],
} satisfies Operation;
