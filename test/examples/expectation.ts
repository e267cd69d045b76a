import * as z from 'zod';
import { ConflictResultSchema } from '../../engine/conflicts-met.ts';
import { AsOfSchema } from '../../engine/day-schema.ts';
import { GateSchema } from '../../engine/gate.ts';
import { SourceSchema } from '../../engine/scenario.ts';

const PackId = z.string().regex(/^[a-z0-9-]+$/);

/**
 * What an example must come to under all packs on a day: whether each instrument reaches it, and the outcomes that a
 * lawyer would look at first, each with where it comes from. No pack may be left out.
 */
export const ExpectationSchema = z.strictObject({
  /** The file in `examples/`, without its ending. */
  example: z.string(),
  asOf: AsOfSchema,
  /** Why the packs that do not reach the system do not, in one line. */
  outOfScope: z.record(z.string(), z.array(PackId)),
  /** Packs of which the facts the example states do not settle whether they reach it. */
  undetermined: z.array(PackId).default([]),
  /** Packs that reach it, with sourced outcomes: `rule: outcome`, or `rule@role: outcome`, as scenarios write them. */
  inScope: z.record(
    PackId,
    z.strictObject({ source: SourceSchema, expect: z.record(z.string(), z.string()) }),
  ),
  gate: GateSchema.shape.result,
  /** Places nobody has a pack for. */
  uncovered: z.array(z.string()),
  /** Every conflict or tension that bites, will or may. */
  conflicts: z.record(z.string(), ConflictResultSchema.shape.state).default({}),
});
