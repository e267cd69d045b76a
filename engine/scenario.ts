import * as z from 'zod';
import { AsOfSchema } from './day-schema.ts';
import { MeasurementSchema } from './measurement.ts';
import { EvidenceSchema, WaiverSchema } from './profile.ts';

/** Where a scenario's expected outcome comes from. */
export const SourceSchema = z.strictObject({
  type: z.enum(['statute', 'recital', 'guidance', 'worked-example', 'register', 'author']),
  cite: z.string().min(1),
  url: z.url().optional(),
});

function isFilled(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).length > 0;
}

/** Described systems and the outcomes they must have, beside the pack they test. */
export const ScenarioFileSchema = z.strictObject({
  /** Facts that many scenarios of the file share; a scenario's own facts come on top, and `null` makes one unknown. */
  base: z.record(z.string(), z.unknown()).optional(),
  scenarios: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
        title: z.string().min(1),
        source: SourceSchema,
        facts: z.record(z.string(), z.unknown()),
        evidence: z.record(z.string(), EvidenceSchema).optional(),
        waivers: z.array(WaiverSchema).optional(),
        measurements: z.record(z.string(), MeasurementSchema).optional(),
        /**
         * For each day, the outcome of each rule: `art-26-6: gap`, or `art-4-1@deployer: met` where a rule has one
         * finding for each role. `"*": undetermined` speaks of every rule not named. `score:impact: "43"` speaks of a
         * score, `"12..167"` of one still open; `measure:ratios/sex/female: rate 0.6024 ratio 1.0000` of a group in a
         * table, with its state where that is not plain.
         */
        expect: z
          .record(AsOfSchema, z.record(z.string(), z.string()).refine(isFilled, { error: 'expects nothing' }))
          .refine(isFilled, { error: 'expects nothing' }),
        /** The only facts whose answers would settle an undetermined rule. */
        missing: z.record(z.string(), z.array(z.string())).optional(),
      }),
    )
    .min(1),
});
export type ScenarioFile = z.infer<typeof ScenarioFileSchema>;
export type Scenario = ScenarioFile['scenarios'][number];
