import type { Message } from './messages.ts';
import { putOn } from './sqs.ts';

/**
 * Puts messages on the work queue.
 *
 * @throws when some could not be put there; others may have been
 */
export async function send(messages: readonly Message[]): Promise<void> {
  await putOn(process.env.WORK_QUEUE_URL, messages);
}
