import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { readmePack } from '../../scripts/readme-pack.ts';
import type { AwsClient } from './aws-client.ts';
import type { gatewayClient } from './gateway-client.ts';

type Call = ReturnType<typeof gatewayClient>;

interface Tokens {
  engineer: string;
  admin: string;
  stranger: string;
}

const PACK = '/v1/packs/is-replies-act';
const SYSTEM = '/v1/systems/replies';
const PATIENCE_SECONDS = 90;

/**
 * Watches the deployed product keep findings true by itself: a new system is assessed, an activated pack leads to a run and to
 * mail, and the schedule starts another.
 */
export async function useAutomation(
  call: Call,
  aws: AwsClient,
  mailTopic: string,
  tokens: Tokens,
): Promise<void> {
  const { engineer, admin, stranger } = tokens;
  const facts = {
    roles: ['deployer'],
    'places.affected-people': ['IS'],
    'interaction.direct': true,
    'interaction.obvious': false,
  };
  const profile = { jurismap: 1, system: { id: 'replies', name: 'Replies' }, facts };
  assert.equal((await call('POST', '/v1/systems', engineer, profile)).status, 201);
  const { packs } = (await call('GET', '/v1/packs', engineer)).json;
  await until('the system is assessed under every pack', async () => {
    const { assessments } = (await call('GET', `${SYSTEM}/assessments`, engineer)).json;
    return assessments.length === packs.length;
  });

  const email = { kind: 'email', address: 'lead@example.com' };
  assert.equal((await call('POST', '/v1/subscriptions', admin, email)).status, 201);
  const mail = await readMail(aws, mailTopic, 'acme');
  const foreignMail = await readMail(aws, mailTopic, 'other');

  const files = readmePack();
  assert.equal((await call('POST', `${PACK}/versions`, engineer, { files })).status, 403);
  const published = await call('POST', `${PACK}/versions`, admin, { files });
  assert.equal(published.status, 201, JSON.stringify(published.json));
  const { digest } = published.json.version;
  const activated = await call('POST', `${PACK}/activation`, admin, { digest, note: 'we reply in Iceland' });
  assert.equal(activated.status, 201, JSON.stringify(activated.json));
  const run = `/v1/runs/${activated.json.run}`;
  await until('the run that follows is over', async () => {
    const { foundAt, found, done } = (await call('GET', run, engineer)).json;
    return foundAt !== null && found > 0 && done === found;
  });
  const { findings } = (await call('GET', `${SYSTEM}/findings?pack=is-replies-act`, engineer)).json;
  assert.deepEqual(
    findings.map(({ rule, outcome }: { rule: string; outcome: string }) => [rule, outcome]),
    [['say-so', 'gap']],
  );

  await until('mail tells what changed', async () =>
    (await mail()).some((text) => text.includes('is-replies-act')),
  );
  assert.deepEqual(await foreignMail(), []);
  const { rows } = (await call('GET', '/v1/portfolio?by=jurisdiction', engineer)).json;
  const iceland = rows.find(({ value }: { value: string }) => value === 'IS');
  assert.deepEqual(iceland?.counts, { gap: { findings: 1, systems: 1 } });

  await scheduleSoon(aws);
  await until('the schedule has started a run', async () => {
    const { runs } = (await call('GET', '/v1/runs', engineer)).json;
    return runs.some(({ reason }: { reason: string }) => reason === 'scheduled');
  });

  for (const path of [PACK, run, SYSTEM]) assert.equal((await call('GET', path, stranger)).status, 404, path);
}

/** Lets the daily schedule come up within a minute. */
async function scheduleSoon(aws: AwsClient): Promise<void> {
  const { Schedules } = await aws.rest('scheduler', 'GET', '/schedules');
  const [{ Name } = { Name: '' }] = Object(Schedules);
  const { Target, FlexibleTimeWindow } = await aws.rest('scheduler', 'GET', `/schedules/${Name}`);
  await aws.rest('scheduler', 'PUT', `/schedules/${Name}`, {
    ScheduleExpression: 'rate(1 minute)',
    Target,
    FlexibleTimeWindow,
  });
}

/**
 * Reads what is mailed to a tenant from a queue that gets it too, because nobody here reads mail.
 *
 * @returns reads what has come since it was read last
 */
async function readMail(aws: AwsClient, topic: string, tenant: string): Promise<() => Promise<string[]>> {
  const name = `mail-of-${tenant}`;
  const { QueueUrl } = await aws.json('sqs', 'AmazonSQS.CreateQueue', { QueueName: name });
  const { Attributes } = await aws.json('sqs', 'AmazonSQS.GetQueueAttributes', {
    QueueUrl,
    AttributeNames: ['QueueArn'],
  });
  await aws.form('sns', 'Subscribe', {
    TopicArn: topic,
    Protocol: 'sqs',
    Endpoint: Object(Attributes).QueueArn,
    'Attributes.entry.1.key': 'FilterPolicy',
    'Attributes.entry.1.value': JSON.stringify({ tenant: [tenant] }),
  });
  return async () => {
    const { Messages = [] } = await aws.json('sqs', 'AmazonSQS.ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
    });
    return Array.isArray(Messages) ? Messages.map(({ Body }) => JSON.parse(Body).Message) : [];
  };
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const latest = Date.now() + PATIENCE_SECONDS * 1000;
  while (!(await isSo())) {
    if (Date.now() > latest) throw new Error(`waited ${PATIENCE_SECONDS} s in vain: ${what}`);
    await sleep(500);
  }
}
