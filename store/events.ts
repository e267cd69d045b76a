import * as z from 'zod';
import { type Event, EventSchema } from '../engine/event.ts';
import * as keys from './keys.ts';
import { PackedSchema, pack, unpack } from './packing.ts';
import type { Page, Paging, Table } from './table.ts';

const StoredSchema = z.object({ event: PackedSchema });

/** Keeps what happened to a system; the same event again changes nothing. */
export async function keepEvent(table: Table, tenant: string, event: Event): Promise<void> {
  await table.put(
    {
      ...keys.event(tenant, event.system, event.sequence),
      event: pack(event),
      [keys.BY_GROUP.partitionKey]: keys.eventsGroup(tenant),
      [keys.BY_GROUP.sortKey]: `${event.at}#${event.id}`,
    },
    { ConditionExpression: 'attribute_not_exists(pk)' },
  );
}

/** What happened to a tenant's systems, the newest first. */
export async function listEvents(table: Table, tenant: string, page: Paging): Promise<Page<Event>> {
  const range = { partition: keys.eventsGroup(tenant), prefix: '', index: keys.BY_GROUP };
  return unpacked(await table.list({ ...range, backwards: true, ...page }, StoredSchema));
}

/** What happened to a system, the newest first. */
export async function listSystemEvents(
  table: Table,
  tenant: string,
  system: string,
  page: Paging,
): Promise<Page<Event>> {
  const range = { partition: keys.systemPartition(tenant, system), prefix: keys.EVENTS, backwards: true };
  return unpacked(await table.list({ ...range, ...page }, StoredSchema));
}

/** All events of a system, the newest first. */
export async function* eventsBackwards(table: Table, tenant: string, system: string): AsyncGenerator<Event> {
  let start: string | undefined;
  do {
    const { items, next } = await listSystemEvents(table, tenant, system, { limit: 50, start });
    yield* items;
    start = next;
  } while (start !== undefined);
}

function unpacked({ items, next }: Page<z.infer<typeof StoredSchema>>): Page<Event> {
  return { items: items.map(({ event }) => unpack(event, EventSchema)), next };
}
