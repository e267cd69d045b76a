import { createHmac } from 'node:crypto';

/** What secrets begin with, so that they are told from other keys. */
export const SECRET_PREFIX = 'whsec_';

/**
 * The headers that prove who sent a body and when, as the Standard Webhooks specification says.
 *
 * @param secret begins with `whsec_`, base64 after it
 * @param id equal for every repetition
 * @param now seconds since 1970
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signed(secret: string, id: string, body: string, now: number): Record<string, string> {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${now}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(now), 'webhook-signature': `v1,${signature}` };
}
