import { NotFoundError } from '../../store/errors.ts';
import { listPositions, type Position } from '../../store/positions.ts';
import { readSubscription } from '../../store/subscriptions.ts';
import { publicEndpoint } from '../http/endpoint.ts';
import { readFeed, secretDigest } from '../http/feed.ts';
import { table } from '../http/table.ts';
import { deadlineCalendar } from './deadline-calendar.ts';
import { operation } from './operation.ts';

/** Systems a calendar shows at most: one with more is of no use to anybody. */
const MOST_SYSTEMS = 2000;
const PAGE = 200;

export const handler = publicEndpoint(operation, async ({ query }) => {
  const { tenant, subscription, secret } = readFeed(query.feed);
  const found = await readSubscription(table, tenant, subscription).catch(notThere);
  if (found?.kind !== 'calendar' || found.endedAt !== null || found.secretDigest !== secretDigest(secret))
    throw new NotFoundError('there is no such calendar');
  return {
    status: 200,
    headers: { 'content-type': 'text/calendar; charset=utf-8' },
    text: deadlineCalendar(await positionsOf(tenant), found.owner),
  };
});

function notThere(error: unknown): undefined {
  if (!(error instanceof NotFoundError)) throw error;
}

async function positionsOf(tenant: string): Promise<Position[]> {
  const positions: Position[] = [];
  let start: string | undefined;
  do {
    const { items, next } = await listPositions(table, tenant, { limit: PAGE, start });
    positions.push(...items);
    start = next;
  } while (start !== undefined && positions.length < MOST_SYSTEMS);
  return positions;
}
