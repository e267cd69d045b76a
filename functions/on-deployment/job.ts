import type { Job } from '../jobs/job.ts';

export const job = {
  name: 'on-deployment',
  trigger: 'deployment',
  table: 'write',
  memory: 1024,
  timeout: 60,
} satisfies Job;
