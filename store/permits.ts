import * as z from 'zod';
import * as keys from './keys.ts';
import type { Table } from './table.ts';

const PermitsSchema = z.object({
  /** Which span of time it is about. */
  span: z.number().int(),
  used: z.number().int(),
});

/** How often one who loses to others asks before going on without. */
const ATTEMPTS = 3;

/**
 * Takes permits out of those a tenant has in a span of time. Everybody who serves a tenant takes from the same ones.
 *
 * @param span its number; what was used in others is forgotten
 * @param wanted how many
 * @param most how many there are in a span
 * @returns how many were given, 0 when none are left; `wanted` also when so many others ask that it cannot be told
 */
export async function takePermits(
  table: Table,
  tenant: string,
  span: number,
  wanted: number,
  most: number,
): Promise<number> {
  const key = keys.permits(tenant);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await table.get(key, PermitsSchema);
    const used = known?.span === span ? known.used : 0;
    const given = Math.min(wanted, most - used);
    if (given <= 0) return 0;
    const isTaken = await table.put(
      { ...key, span, used: used + given, stamp: stampOf({ span, used: used + given }) },
      known
        ? { ConditionExpression: 'stamp = :stamp', ExpressionAttributeValues: { ':stamp': stampOf(known) } }
        : { ConditionExpression: 'attribute_not_exists(pk)' },
    );
    if (isTaken) return given;
  }
  return wanted;
}

function stampOf({ span, used }: z.infer<typeof PermitsSchema>): string {
  return `${span} ${used}`;
}
