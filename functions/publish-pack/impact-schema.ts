import * as z from 'zod';
import { OUTCOMES } from '../../engine/finding.ts';

const Outcome = z.enum(OUTCOMES).nullable();

/** What activating a version of a pack would change. */
export const ImpactSchema = z
  .strictObject({
    examined: z.int().meta({ description: 'Systems that were looked at for this page' }),
    changed: z.int().meta({ description: 'Of these, systems with findings that would be other ones' }),
    failed: z.array(z.string()).meta({
      description: 'Of these, systems whose profile the fact catalogue does not understand any more',
    }),
    systems: z.array(
      z.strictObject({
        system: z.string(),
        changes: z.int().meta({ description: 'Findings that would be other ones' }),
        findings: z
          .array(
            z.strictObject({
              rule: z.string(),
              role: z.string().nullable(),
              before: Outcome.meta({ description: 'Null where there is no such finding' }),
              after: Outcome,
            }),
          )
          .meta({ description: 'The first of them' }),
      }),
    ),
    cursor: z.string().nullable().meta({ description: 'Where the next page of systems starts' }),
  })
  .meta({ id: 'PackImpact' });
export type Impact = z.infer<typeof ImpactSchema>;
