import * as z from 'zod';

const Term = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'write ids in small letters, digits and hyphens'),
  title: z.string().min(1),
});

/**
 * What the quantities of rules measure, and the events their periods run from. Rules of different instruments can be
 * compared only where they use the same words.
 */
export const ParametersSchema = z.strictObject({
  parameters: z.array(Term),
  events: z.array(Term),
});
export type Parameters = z.infer<typeof ParametersSchema>;
