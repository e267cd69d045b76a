import * as z from 'zod';

/** What rules, packs, parameters and the like are called. */
export const IdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'write ids in small letters, digits and hyphens');
