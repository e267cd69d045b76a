import * as z from 'zod';
import { InProgressError, KeyReusedError } from './errors.ts';
import * as keys from './keys.ts';
import type { Table } from './table.ts';

/** An answer to repeat: what the first request was given. */
export const AnswerSchema = z.object({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type Answer = z.infer<typeof AnswerSchema>;

const RequestSchema = z.object({
  request: z.string(),
  /** Seconds since 1970 until which the first request may still be working. */
  lockedUntil: z.number(),
  answer: AnswerSchema.optional(),
});

/** Seconds an answer is kept, and a request without answer holds its key. */
const KEPT = 24 * 60 * 60;
const LOCKED = 60;

/**
 * Claims an idempotency key for a request.
 *
 * @param request digest of what makes the request the same: operation, path, body
 * @param now seconds since 1970
 * @returns the answer to repeat, or undefined when the request is to be carried out
 * @throws KeyReusedError when the key belongs to another request, InProgressError when the first is not answered yet
 */
export async function claimKey(
  table: Table,
  tenant: string,
  key: string,
  request: string,
  now: number,
): Promise<Answer | undefined> {
  const at = keys.request(tenant, key);
  const isOurs = await table.put(
    { ...at, request, lockedUntil: now + LOCKED, expiresAt: now + KEPT },
    {
      // Free, forgotten, or left behind by a request that died before it answered.
      ConditionExpression:
        'attribute_not_exists(pk) OR expiresAt < :now OR (attribute_not_exists(answer) AND lockedUntil < :now AND #request = :request)',
      ExpressionAttributeNames: { '#request': 'request' },
      ExpressionAttributeValues: { ':now': now, ':request': request },
    },
  );
  if (isOurs) return undefined;
  const first = await table.get(at, RequestSchema);
  if (first && first.request !== request)
    throw new KeyReusedError('the idempotency key was used for another request');
  if (first?.answer) return first.answer;
  throw new InProgressError('the first request with this idempotency key is still being worked on');
}

/** Keeps the answer to a claimed request, to be repeated for a day. */
export async function keepAnswer(
  table: Table,
  tenant: string,
  key: string,
  request: string,
  answer: Answer,
  now: number,
): Promise<void> {
  await table.put({ ...keys.request(tenant, key), request, lockedUntil: now, expiresAt: now + KEPT, answer });
}

/** Gives a claimed key back, so that the request can be tried again: it failed without effect. */
export async function releaseKey(
  table: Table,
  tenant: string,
  key: string,
  request: string,
  now: number,
): Promise<void> {
  await table.put({ ...keys.request(tenant, key), request, lockedUntil: now - 1, expiresAt: now + KEPT });
}
