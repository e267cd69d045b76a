import * as z from 'zod';
import { AssessmentSchema, OUTCOMES } from '../../engine/finding.ts';
import type { AssessmentRecord } from '../../store/assessments.ts';

const history = {
  sequence: z.int().meta({ description: 'Position in the history of this system and pack, from 1' }),
  profileVersion: z.int().meta({ description: 'Version of the profile that was evaluated' }),
  counts: z
    .partialRecord(z.enum(OUTCOMES), z.int())
    .meta({ description: 'How many findings came to each outcome' }),
  by: z.string(),
  at: z.string(),
  record: z.string().meta({ description: 'Digest of this record' }),
  previous: z.string().nullable().meta({ description: 'Digest of the record before' }),
};

/** A stored assessment as the API tells of it, without its findings, scores and measures. */
export const AssessmentSummary = AssessmentSchema.omit({ findings: true, scores: true, measures: true })
  .extend(history)
  .meta({ id: 'AssessmentSummary' });

/** A stored assessment, findings and all. */
export const StoredAssessment = AssessmentSchema.extend(history).meta({ id: 'StoredAssessment' });

export function showAssessment(stored: AssessmentRecord): z.infer<typeof AssessmentSummary> {
  const { summary, sequence, profileVersion, counts, by, at, record, previous } = stored;
  return { ...summary, sequence, profileVersion, counts, by, at, record, previous };
}
