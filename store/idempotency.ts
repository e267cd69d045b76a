import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { InProgressError, KeyReusedError } from './errors.ts';
import * as keys from './keys.ts';
import { PackedSchema, pack, unpack } from './packing.ts';
import type { Condition, Table } from './table.ts';

/** An answer to repeat: what the first request was given. */
export const AnswerSchema = z.object({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type Answer = z.infer<typeof AnswerSchema>;

const RequestSchema = z.object({
  request: z.string(),
  /** Tells claims of the same request apart. */
  claim: z.string().optional(),
  /** Seconds since 1970 until which the first request may still be working. */
  lockedUntil: z.number(),
  answer: PackedSchema.optional(),
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
  const claim = randomUUID();
  const isOurs = await table.put(
    { ...at, request, claim, lockedUntil: now + LOCKED, expiresAt: now + KEPT },
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
  // The answer to our own claim was lost, and the client tried again.
  if (first?.claim === claim) return undefined;
  if (first && first.request !== request)
    throw new KeyReusedError('the idempotency key was used for another request');
  if (first?.answer) return unpack(first.answer, AnswerSchema);
  throw new InProgressError('the first request with this idempotency key is still being worked on');
}

/** Keeps the answer to a claimed request, to be repeated for a day. Of several answers the first is kept. */
export async function keepAnswer(
  table: Table,
  tenant: string,
  key: string,
  request: string,
  answer: Answer,
  now: number,
): Promise<void> {
  const item = { request, lockedUntil: now, expiresAt: now + KEPT, answer: pack(answer) };
  await table.put({ ...keys.request(tenant, key), ...item }, unanswered(request));
}

/** Gives a claimed key back, so that the request can be tried again: it failed without effect. */
export async function releaseKey(
  table: Table,
  tenant: string,
  key: string,
  request: string,
  now: number,
): Promise<void> {
  const item = { request, lockedUntil: now - 1, expiresAt: now + KEPT };
  await table.put({ ...keys.request(tenant, key), ...item }, unanswered(request));
}

/** A slow first request must not undo what a retry has answered meanwhile. */
function unanswered(request: string): Condition {
  return {
    ConditionExpression: '#request = :request AND attribute_not_exists(answer)',
    ExpressionAttributeNames: { '#request': 'request' },
    ExpressionAttributeValues: { ':request': request },
  };
}
