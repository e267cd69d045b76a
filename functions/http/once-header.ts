import * as z from 'zod';

/** The header by which a caller may repeat a request safely. */
export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'is not 1 to 255 visible ASCII characters')
    .optional()
    .meta({
      description: 'A name for this request; repeated within a day, it is answered as the first time',
    }),
});
