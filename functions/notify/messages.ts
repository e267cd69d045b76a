import * as z from 'zod';
import { EventSchema } from '../../engine/event.ts';

/** An event as it comes from the bus: it has to be told to everybody who asked for it. */
const HappenedSchema = z.strictObject({ tenant: z.string(), event: EventSchema });
export type Happened = z.infer<typeof HappenedSchema>;

/** An event that has to be sent to one webhook. */
const DeliverSchema = HappenedSchema.extend({ webhook: z.string(), attempt: z.number().int() });
export type Deliver = z.infer<typeof DeliverSchema>;

/** What the queue of notices carries. */
export const NoticeSchema = z.union([HappenedSchema, DeliverSchema]);
