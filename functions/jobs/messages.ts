import * as z from 'zod';
import { RUN_REASONS } from '../../store/runs.ts';

/** Where the search of a run goes on. */
export const PlaceSchema = z.strictObject({ stage: z.int().min(0), start: z.string().optional() });
export type Place = z.infer<typeof PlaceSchema>;

/**
 * What the work queue carries. A message is a hint that there is something to do; what there is to do is found out when it
 * is done, so messages may come twice, late, or in any order.
 */
export const MessageSchema = z.discriminatedUnion('kind', [
  /** Start a run for every tenant. */
  z.strictObject({
    kind: z.literal('start'),
    reason: z.enum(RUN_REASONS).exclude(['requested', 'activated']),
    /** Names the runs; the first message of several fixes it. */
    cause: z.string().optional(),
    at: z.string().optional(),
    start: z.string().optional(),
  }),
  /** Find what is stale of a tenant. */
  z.strictObject({ kind: z.literal('find'), tenant: z.string(), run: z.string(), place: PlaceSchema }),
  /** Look at a system; the run that found it, if one did. */
  z.strictObject({
    kind: z.literal('look'),
    tenant: z.string(),
    system: z.string(),
    run: z.string().nullable(),
  }),
]);
export type Message = z.infer<typeof MessageSchema>;
