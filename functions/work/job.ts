import type { Job } from '../jobs/job.ts';

export const job = {
  name: 'work',
  trigger: 'queue',
  table: 'write',
  memory: 1769,
  timeout: 120,
} satisfies Job;
