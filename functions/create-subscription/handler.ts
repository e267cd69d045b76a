import { randomBytes, randomUUID } from 'node:crypto';
import { InvalidParameterException, SubscribeCommand } from '@aws-sdk/client-sns';
import type * as z from 'zod';
import { check } from '../../engine/check.ts';
import { keepSubscription, listSubscriptions, type Subscription } from '../../store/subscriptions.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { secretDigest, writeFeed } from '../http/feed.ts';
import { mailClient } from '../http/mail-client.ts';
import { changeBy } from '../http/now.ts';
import { HttpProblem } from '../http/problem.ts';
import { showSubscription } from '../http/subscription.ts';
import { table } from '../http/table.ts';
import { SECRET_PREFIX } from '../notify/signed.ts';
import { operation } from './operation.ts';

type Wanted = z.infer<typeof operation.body>;

export const handler = endpointWithBody(
  operation,
  (value) => check(operation.body, value),
  async ({ identity, body }) => {
    const { tenant } = identity;
    refuseAnother(body, await listSubscriptions(table, tenant));
    const change = changeBy(identity);
    const subscription = `${change.at.replaceAll(/[-:.]/g, '')}-${randomUUID().slice(0, 8)}`;
    const secret = randomBytes(32);
    const kept = await begin(body, tenant, { subscription, ...change, endedAt: null }, secret);
    await keepSubscription(table, tenant, kept);
    return {
      status: 201,
      body: {
        subscription: showSubscription(kept),
        secret: kept.kind === 'webhook' ? kept.secret : null,
        calendar: kept.kind === 'calendar' ? calendarOf(tenant, subscription, secret) : null,
      },
    };
  },
);

/** As many as a tenant has at once. */
const MOST = 100;

function refuseAnother(wanted: Wanted, all: readonly Subscription[]): void {
  const lasting = all.filter(({ endedAt }) => endedAt === null);
  if (lasting.length >= MOST) throw new HttpProblem('conflict', `there are ${MOST} subscriptions already`);
  const isThere = (one: Subscription) =>
    one.kind === 'email' && wanted.kind === 'email' && one.address === wanted.address;
  if (lasting.some(isThere)) throw new HttpProblem('conflict', 'this address gets mail already');
}

type About = Pick<Subscription, 'subscription' | 'by' | 'at' | 'endedAt'>;

async function begin(wanted: Wanted, tenant: string, about: About, secret: Buffer): Promise<Subscription> {
  switch (wanted.kind) {
    case 'webhook':
      return { ...wanted, ...about, secret: SECRET_PREFIX + secret.toString('base64') };
    case 'email':
      return { ...wanted, ...about, arn: await subscribeToMail(tenant, wanted.address) };
    case 'calendar': {
      const owner = wanted.owner ?? null;
      return { ...wanted, owner, ...about, secretDigest: secretDigest(secret.toString('base64url')) };
    }
  }
}

/** The mail of a topic goes to every tenant's readers; the filter keeps each to the own tenant's. */
async function subscribeToMail(tenant: string, address: string): Promise<string> {
  const subscribe = new SubscribeCommand({
    TopicArn: process.env.NOTICE_TOPIC_ARN,
    Protocol: 'email',
    Endpoint: address,
    Attributes: { FilterPolicy: JSON.stringify({ tenant: [tenant] }) },
    ReturnSubscriptionArn: true,
  });
  try {
    return (await mailClient.send(subscribe)).SubscriptionArn ?? '';
  } catch (error) {
    // SNS takes an address once for a topic, with one filter, whoever asks.
    if (!(error instanceof InvalidParameterException)) throw error;
    throw new HttpProblem(
      'conflict',
      'no mail can be sent to this address; name another one of the same reader',
    );
  }
}

function calendarOf(tenant: string, subscription: string, secret: Buffer): string {
  const feed = writeFeed({ tenant, subscription, secret: secret.toString('base64url') });
  return `/v1/deadlines.ics?feed=${feed}`;
}
