import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Event } from '../../engine/event.ts';

/** As many as the bus takes in one request. */
const BATCH = 10;

/** Where events on the bus say they are from. */
const SOURCE = 'jurismap';

const endpoint = process.env.EVENTS_ENDPOINT;
const client = new EventBridgeClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  ...(endpoint && { endpoint }),
});

/**
 * Puts events on the bus. Whoever listens there may hear an event twice, and knows it by its id.
 *
 * @throws when some could not be put there; others may have been
 */
export async function publish(tenant: string, events: readonly Event[]): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) {
    const Entries = events.slice(from, from + BATCH).map((event) => ({
      EventBusName: process.env.BUS_NAME,
      Source: SOURCE,
      DetailType: event.kind,
      Detail: JSON.stringify({ tenant, event }),
    }));
    const answer = await client.send(new PutEventsCommand({ Entries }));
    if (answer.FailedEntryCount) throw new Error(`${answer.FailedEntryCount} events were not taken`);
  }
}
