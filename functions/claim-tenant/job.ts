import type { Job } from '../jobs/job.ts';

export const job = {
  name: 'claim-tenant',
  trigger: 'token',
  table: 'none',
  memory: 256,
  timeout: 5,
} satisfies Job;
