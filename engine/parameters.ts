import * as z from 'zod';
import { IdSchema } from './id.ts';

const Term = z.strictObject({
  id: IdSchema,
  title: z.string().min(1),
});

const Terms = z.array(Term).superRefine((terms, context) => {
  for (const [i, { id }] of terms.entries()) {
    if (terms.findIndex((term) => term.id === id) < i)
      context.addIssue({ code: 'custom', path: [i, 'id'], message: `"${id}" is declared twice` });
  }
});

/**
 * What the quantities of rules measure, and the events their periods run from. Rules of different instruments can be
 * compared only where they use the same words.
 */
export const ParametersSchema = z.strictObject({ parameters: Terms, events: Terms });
export type Parameters = z.infer<typeof ParametersSchema>;
