import type { Job } from '../jobs/job.ts';

export const job = {
  name: 'notify',
  trigger: 'notices',
  table: 'write',
  memory: 512,
  timeout: 60,
} satisfies Job;
