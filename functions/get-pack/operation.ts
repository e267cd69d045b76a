import * as z from 'zod';
import {
  FORCES,
  KINDS,
  ManifestSchema,
  MeasureSchema,
  ParameterSchema,
  RELATIONS,
  SEVERITIES,
} from '../../engine/pack.ts';
import { PackSummary } from '../../engine/pack-summary.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { PackId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

const RuleSummary = z
  .strictObject({
    id: z.string(),
    kind: z.enum(KINDS),
    title: z.string(),
    cite: z.string(),
    url: z.url().meta({
      description: 'Where its provision can be read, or the instrument where that has no address of its own',
    }),
    summary: z.string().nullable(),
    roles: z.array(z.string()),
    controls: z.array(z.string()),
    relation: z.enum(RELATIONS).nullable().meta({ description: 'How a duty relates to its controls' }),
    beyondControls: z
      .string()
      .nullable()
      .meta({ description: 'What a duty asks that its controls do not show' }),
    parameters: z.record(z.string(), ParameterSchema),
    severity: z.enum(SEVERITIES),
    force: z.enum(FORCES),
    penalty: z.string().nullable(),
    notes: z.array(z.string()),
    unverified: z
      .string()
      .nullable()
      .meta({ description: 'Why it was not compared with the official text, when it was not' }),
    digest: z.string().meta({ description: 'What evidence and waivers for the rule bind to' }),
  })
  .meta({ id: 'Rule' });

const { changes, extent, penalties, amendedBy, notes } = ManifestSchema.shape;

export const operation = {
  name: 'get-pack',
  method: 'GET',
  path: '/v1/packs/{pack}',
  scopes: READERS,
  table: 'read',
  summary: 'One rule pack: its instrument, its rules, its penalties, what changed',
  parameters: { path: z.strictObject({ pack: PackId }), query: NO_PARAMETERS, header: NO_HEADERS },
  response: {
    status: 200,
    description: 'The pack',
    schema: PackSummary.extend({
      extent,
      rules: z.array(RuleSummary),
      scores: z.array(z.strictObject({ id: z.string(), title: z.string(), cite: z.string() })),
      measures: z.array(MeasureSchema),
      penalties,
      amendedBy,
      notes,
      changes,
    }).meta({ id: 'Pack' }),
  },
  problems: ['not-found'],
} satisfies Operation;
