import type { Job } from '../jobs/job.ts';

export const job = {
  name: 'on-deployment',
  trigger: 'deployment',
  table: 'none',
  memory: 256,
  timeout: 60,
} satisfies Job;
