import * as z from 'zod';
import { QuestionSchema } from '../../engine/ask.ts';
import { SystemSchema } from '../../engine/profile.ts';

/** The next questions about a system. */
export const QuestionsSchema = z
  .strictObject({
    asOf: z.string(),
    system: SystemSchema,
    total: z.int().meta({ description: 'How many questions can still change an outcome' }),
    questions: z.array(QuestionSchema),
  })
  .meta({ id: 'Questions' });
