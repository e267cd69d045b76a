import * as z from 'zod';

/** An entry of the common control catalogue that duties of many instruments map to. */
export const ControlSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    family: z.enum(['govern', 'design', 'data', 'test', 'inform', 'people', 'operate', 'external']),
    title: z.string().min(1),
    definition: z.string().min(1),
    /** What shows it. */
    evidence: z.array(z.string().min(1)),
    /** Where other frameworks speak of it, by framework id. */
    crosswalk: z.record(z.string(), z.array(z.string())),
    aliases: z.array(z.string()).optional(),
  })
  .meta({ id: 'Control' });
export type Control = z.infer<typeof ControlSchema>;
