import * as z from 'zod';
import { AboutSchema } from '../../engine/about.ts';
import { GateSchema } from '../../engine/gate.ts';
import type { GateRun } from '../../store/gate-runs.ts';

/** A gate run as the API tells of it. */
export const GateRunSummary = z
  .strictObject({
    system: z.string(),
    sequence: z.int().meta({ description: 'Position among the gate runs of the system, from 1' }),
    profileVersion: z.int().meta({ description: 'Version of the profile that was evaluated' }),
    profileDigest: z.string().meta({ description: 'SHA-256 of that profile as canonical JSON (RFC 8785)' }),
    asOf: z.string(),
    about: AboutSchema.nullable().meta({ description: 'The commit it was asked about, if the caller said' }),
    gate: z
      .strictObject({ ...GateSchema.shape, counts: z.record(z.string(), z.number()) })
      .meta({ id: 'RecordedGate', description: 'The verdict' }),
    basisDigest: z.string().meta({ description: 'Digest of what the verdict rests on' }),
    by: z.string().meta({ description: 'Subject of the token that asked' }),
    at: z.string(),
    record: z.string().meta({ description: 'Digest of this record' }),
    previous: z.string().nullable().meta({ description: 'Digest of the record before' }),
  })
  .meta({ id: 'GateRun' });

/** Where the findings are that were judged: GET /v1/systems/{system}/assessments/{pack}/{sequence}. */
export const JudgedAssessments = z
  .array(z.strictObject({ pack: z.string(), sequence: z.int(), record: z.string() }))
  .meta({
    id: 'JudgedAssessments',
    description: 'The assessments that were judged: pack and sequence lead to each, record is its digest',
  });

export function showGateRun(run: GateRun): z.infer<typeof GateRunSummary> {
  const { request: _, ...shown } = run;
  return shown;
}
