import * as z from 'zod';
import { FORCES, KINDS, ManifestSchema, SEVERITIES } from '../../engine/pack.ts';
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
    summary: z.string().nullable(),
    roles: z.array(z.string()),
    controls: z.array(z.string()),
    severity: z.enum(SEVERITIES),
    force: z.enum(FORCES),
    penalty: z.string().nullable(),
    notes: z.array(z.string()),
    digest: z.string().meta({ description: 'What evidence and waivers for the rule bind to' }),
  })
  .meta({ id: 'Rule' });

const { changes, penalties, amendedBy, notes } = ManifestSchema.shape;

export const operation = {
  name: 'get-pack',
  method: 'GET',
  path: '/v1/packs/{pack}',
  scopes: READERS,
  table: 'none',
  summary: 'One rule pack: its instrument, its rules, its penalties, what changed',
  parameters: { path: z.strictObject({ pack: PackId }), query: NO_PARAMETERS, header: NO_HEADERS },
  response: {
    status: 200,
    description: 'The pack',
    schema: PackSummary.extend({
      rules: z.array(RuleSummary),
      penalties,
      amendedBy,
      notes,
      changes,
    }).meta({ id: 'Pack' }),
  },
  problems: ['not-found'],
} satisfies Operation;
