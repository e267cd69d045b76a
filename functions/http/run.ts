import * as z from 'zod';
import { RUN_REASONS } from '../../store/runs.ts';

/** The id of a run, in a path. */
export const RunId = z.string().regex(/^\d{8}T\d{9}Z-[0-9a-f]{8}$/, 'is not the id of a run');

/** A run as the API tells of it, without what it came to. */
export const RunSummary = z
  .strictObject({
    run: RunId,
    reason: z.enum(RUN_REASONS),
    by: z.string().nullable().meta({ description: 'Subject of the token that asked for it' }),
    startedAt: z.string(),
    foundAt: z
      .string()
      .nullable()
      .meta({ description: 'When everything stale had been found; null while the search goes on' }),
  })
  .meta({ id: 'Run' });
