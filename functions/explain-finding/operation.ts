import * as z from 'zod';
import { AsOfSchema } from '../../engine/day-schema.ts';
import { FindingSchema } from '../../engine/finding.ts';
import { NO_HEADERS, type Operation } from '../http/operation.ts';
import { Counter, PackId, SystemId } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

const FactValue = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]);

const Step = z
  .strictObject({
    text: z.string(),
    value: z.boolean().nullable().meta({ description: 'null where it depends on an unknown fact' }),
    cite: z.string().optional(),
    fact: z.strictObject({ id: z.string(), question: z.string(), value: FactValue.nullable() }).optional(),
    rule: z.string().optional().meta({ description: 'The definition or class it stands for, told once' }),
    get steps() {
      return z.array(Step);
    },
  })
  .meta({ id: 'Step' });

export const operation = {
  name: 'explain-finding',
  method: 'GET',
  path: '/v1/systems/{system}/explain',
  scopes: READERS,
  table: 'read',
  memory: 1769,
  timeout: 29,
  summary: 'The tree behind one finding: every condition with its value, facts and pinpoint',
  parameters: {
    path: z.strictObject({ system: SystemId }),
    query: z.strictObject({
      pack: PackId,
      rule: z.string().regex(/^[a-z0-9][a-z0-9-]{0,127}$/, 'is not the id of a rule'),
      role: z
        .string()
        .max(64)
        .optional()
        .meta({ description: 'Which role of the rule; needed only when it has several' }),
      asOf: AsOfSchema.optional().meta({ description: 'The day to evaluate; today when left out' }),
      version: Counter.optional().meta({
        description: 'Version of the profile; the current one when left out',
      }),
    }),
    header: NO_HEADERS,
  },
  response: {
    status: 200,
    description: 'The explanation',
    schema: z
      .strictObject({
        pack: z.string(),
        version: z.string(),
        finding: FindingSchema,
        url: z.url().meta({
          description:
            'Where its provision can be read, or the instrument where that has no address of its own',
        }),
        asOf: z.string(),
        summary: z.string().nullable(),
        notes: z.array(z.string()),
        steps: z.array(Step),
        ifAnswered: z
          .array(
            z.strictObject({
              fact: z.string(),
              question: z.string(),
              answers: z.array(
                z.strictObject({ answer: z.string(), possible: FindingSchema.shape.possible }),
              ),
            }),
          )
          .meta({ description: 'What each answer to each missing fact would leave possible' }),
        nearestMiss: z.array(z.strictObject({ fact: z.string(), value: FactValue })),
      })
      .meta({ id: 'Explanation' }),
  },
  problems: ['not-found', 'does-not-fit'],
} satisfies Operation;
