import type * as z from 'zod';
import { digestOf } from '../../engine/digest.ts';
import { claimKey, keepAnswer, releaseKey } from '../../store/idempotency.ts';
import type { Answer } from './answer.ts';
import type { Identity } from './identity.ts';
import { nowInSeconds } from './now.ts';
import type { idempotencyHeader } from './once-header.ts';
import { table } from './table.ts';

interface Once {
  identity: Identity;
  header: z.infer<typeof idempotencyHeader>;
}

/**
 * Carries a request out once for each idempotency key, and gives the same answer to every repetition.
 *
 * @param request what makes a request the same: operation, path, body
 * @param carryOut must do no harm when it is done again after a crash
 * @throws KeyReusedError, InProgressError
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export async function once(
  { identity: { tenant }, header }: Once,
  request: readonly unknown[],
  carryOut: () => Promise<Answer>,
): Promise<Answer> {
  const key = header['idempotency-key'];
  if (key === undefined) return carryOut();
  const digest = digestOf(request);
  const first = await claimKey(table, tenant, key, digest, nowInSeconds());
  if (first) {
    return {
      status: first.status === 201 ? 201 : 200,
      headers: { ...first.headers, 'idempotency-replayed': 'true' },
      body: JSON.parse(first.body),
    };
  }
  const answer = await carryOut().catch(async (error: unknown) => {
    // A key that cannot be given back frees itself within a minute.
    await releaseKey(table, tenant, key, digest, nowInSeconds()).catch(() => undefined);
    throw error;
  });
  const kept = { status: answer.status, headers: { ...answer.headers }, body: JSON.stringify(answer.body) };
  // What was done is done, and doing it again does no harm: the caller gets the answer even if it cannot be kept.
  await keepAnswer(table, tenant, key, digest, kept, nowInSeconds()).catch(() => undefined);
  return answer;
}
