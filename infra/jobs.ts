import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { TABLE_ACCESS } from './operations.ts';

/** What the cloud needs to know about a function that no route calls; the build writes these from `functions/`. */
export const JobSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /**
   * `queue`: messages of the work queue. `notices`: those of the queue of notices. `deployment`: every deployment, once.
   * `token`: every token of the user pool.
   */
  trigger: z.enum(['queue', 'notices', 'deployment', 'token']),
  table: z.enum(TABLE_ACCESS),
  /** MB */
  memory: z.int().min(128).max(10_240),
  /** seconds */
  timeout: z.int().min(1).max(900),
});
export type Job = z.infer<typeof JobSchema>;

/**
 * Reads the jobs the build has bundled.
 *
 * @param buildDir the folder `scripts/build.ts` writes to
 */
export function readJobs(buildDir: string): Job[] {
  const file = join(buildDir, 'functions', 'jobs.json');
  return z.array(JobSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
}
