import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '../../engine/event.ts';
import { type Api, hiringProfile, startApi } from './api.ts';

interface Delivery {
  headers: IncomingHttpHeaders;
  body: string;
}

let api: Api;
let hook: Server;
let url: string;
let taken: Delivery[] = [];
/** How often the webhook refuses before it takes anything. */
let refusals = 0;

beforeAll(async () => {
  api = await startApi();
  hook = createServer(async (request, response) => {
    const body = await text(request);
    if (refusals-- > 0) return response.writeHead(503).end();
    taken.push({ headers: request.headers, body });
    return response.writeHead(204).end();
  });
  await new Promise<void>((listening) => hook.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/jurismap`;
}, 60_000);
afterEach(() => {
  taken = [];
  refusals = 0;
});
afterAll(async () => {
  hook.close();
  expect(api.failures).toEqual([]);
  await api.close();
});

const subscribe = async (body: object, tenant = 'acme') =>
  api.call('POST', '/v1/subscriptions', { body, token: await api.token({ 'custom:tenant': tenant }) });
const end = async (id: string) => api.call('POST', `/v1/subscriptions/${id}/end`);

async function events(system: string): Promise<Event[]> {
  return (await api.call('GET', `/v1/systems/${system}/events`)).json.events;
}

async function register(id: string): Promise<void> {
  const profile = await hiringProfile(id);
  await api.call('POST', '/v1/systems', { body: { ...profile, evidence: {} } });
  await api.work();
}

describe('a webhook', () => {
  it('gets what happens, signed', async () => {
    const { json } = await subscribe({ kind: 'webhook', url });
    await register('hooked');
    const told = await events('hooked');
    expect(told.length).toBeGreaterThan(0);
    expect(taken.map(({ headers }) => headers['webhook-id']).sort()).toEqual(told.map(({ id }) => id).sort());
    for (const { headers, body } of taken) {
      const key = Buffer.from(json.secret.replace('whsec_', ''), 'base64');
      const signedPart = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      const signature = createHmac('sha256', key).update(signedPart).digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${signature}`);
      expect(told).toContainEqual(JSON.parse(body).event);
    }
    await end(json.subscription.subscription);
  }, 60_000);

  it('is told again what it did not take, and once more what nobody knows that it took', async () => {
    const { json } = await subscribe({ kind: 'webhook', url, events: ['AssessmentChanged'] });
    refusals = 3;
    await register('stubborn');
    const told = (await events('stubborn')).filter(({ kind }) => kind === 'AssessmentChanged');
    expect(taken.map(({ headers }) => headers['webhook-id'])).toEqual(told.map(({ id }) => id));
    expect(api.deadLetters()).toEqual([]);
    await end(json.subscription.subscription);
  }, 60_000);

  it('that never takes anything is given up, and the event is set aside', async () => {
    const { json } = await subscribe({ kind: 'webhook', url, events: ['AssessmentChanged'] });
    refusals = 1000;
    const before = api.deadLetters().length;
    await register('never');
    expect(taken).toEqual([]);
    expect(api.deadLetters()).toHaveLength(before + 1);
    expect(JSON.parse(api.deadLetters().at(-1) ?? '').event.system).toBe('never');
    await end(json.subscription.subscription);
  }, 60_000);

  it('gets nothing after its end, and never what happens elsewhere', async () => {
    const { json } = await subscribe({ kind: 'webhook', url });
    await end(json.subscription.subscription);
    await subscribe({ kind: 'webhook', url }, 'rival');
    await register('quiet');
    expect(taken).toEqual([]);
    const { subscriptions } = (await api.call('GET', '/v1/subscriptions')).json;
    expect(subscriptions.at(-1)).toMatchObject({ kind: 'webhook', url });
    expect(subscriptions.at(-1).endedAt).not.toBeNull();
    expect(JSON.stringify(subscriptions)).not.toContain('whsec_');
  }, 60_000);
});

describe('mail', () => {
  it('says what changed and why, once', async () => {
    const { json } = await subscribe({ kind: 'email', address: 'lead@example.com' });
    await subscribe({ kind: 'email', address: 'rival@example.com' }, 'rival');
    await register('mailed');
    const before = api.mails.length;
    const evidence = { of: 'eu-ai-act/art-26-2-oversight', status: 'implemented' };
    await api.call('POST', '/v1/systems/mailed/evidence', { body: evidence });
    const logs = { of: 'us-nyc-ll144/bias-audit', status: 'implemented' };
    await api.call('POST', '/v1/systems/mailed/evidence', { body: logs });
    await api.work();
    const changed = (await events('mailed')).filter(({ kind }) => kind === 'AssessmentChanged').slice(0, -1);
    const mails = api.mails.slice(before);
    expect(mails.map(({ to }) => to)).toEqual(changed.map(() => 'lead@example.com'));
    for (const { text: content } of mails) expect(content).toContain('because of evidence');
    await end(json.subscription.subscription);
  }, 60_000);
});

describe('an event', () => {
  it('tells which findings changed, and from what', async () => {
    await register('told');
    const first = await events('told');
    expect(first.at(-1)).toMatchObject({ kind: 'AssessmentChanged', sequence: 1, system: 'told' });
    const evidence = {
      of: 'event-logging',
      status: 'implemented',
      expires: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
    };
    await api.call('POST', '/v1/systems/told/evidence', { body: evidence });
    await api.work();
    const all = await events('told');
    const news = all.slice(0, all.length - first.length);
    const { json } = await api.call('GET', '/v1/events');
    expect(json.events.slice(0, 1)).toEqual(all.slice(0, 1));
    for (const event of news) {
      if (event.kind === 'AssessmentChanged') {
        expect(event.changes.every(({ causes }) => causes.join() === 'evidence')).toBe(true);
      }
    }
    expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, i) => all.length - i));
    await api.work();
    expect(await events('told')).toEqual(all);
  }, 60_000);
});

describe('a calendar', () => {
  it('shows deadlines to whoever knows its address', async () => {
    await register('dated');
    const { json } = await subscribe({ kind: 'calendar' });
    const response = await fetch(api.url + json.calendar);
    const file = await response.text();
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const upcoming = await api.call('GET', '/v1/systems/dated/findings?outcome=upcoming&limit=1000');
    const binding = upcoming.json.findings.filter(({ force }: { force: string }) => force === 'binding');
    const days = new Set<string>(binding.map(({ appliesFrom }: { appliesFrom: string }) => appliesFrom));
    expect(days.size).toBeGreaterThan(0);
    for (const day of days) expect(file).toContain(`DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`);
    expect(await (await fetch(api.url + json.calendar)).text()).toBe(file);
    const nobody = await subscribe({ kind: 'calendar', owner: 'nobody of that name' });
    expect(await (await fetch(api.url + nobody.json.calendar)).text()).not.toContain('VEVENT');
  }, 60_000);

  it('is shut to everybody else, and after its end', async () => {
    const { json } = await subscribe({ kind: 'calendar' });
    const { calendar } = json;
    const [, tenant, rest] = /feed=([^.]+)\.(.+)$/.exec(calendar) ?? [];
    const elsewhere = Buffer.from('rival').toString('base64url');
    expect((await fetch(`${api.url}/v1/deadlines.ics?feed=${elsewhere}.${rest}`)).status).toBe(404);
    const other = rest?.replace(/.{3}$/, 'AAA');
    expect((await fetch(`${api.url}/v1/deadlines.ics?feed=${tenant}.${other}`)).status).toBe(404);
    expect((await fetch(`${api.url}/v1/deadlines.ics?feed=x`)).status).toBe(400);
    await end(json.subscription.subscription);
    expect((await fetch(api.url + calendar)).status).toBe(404);
  });
});

describe('a subscription', () => {
  it('is refused where nothing can be sent', async () => {
    const bad = [
      { kind: 'webhook', url: 'ftp://example.com' },
      { kind: 'webhook', url: 'https://user:secret@example.com/' },
      { kind: 'webhook', url, events: ['Everything'] },
      { kind: 'email', address: 'nobody' },
      { kind: 'pigeon' },
    ];
    for (const body of bad) expect((await subscribe(body)).status).toBe(400);
    const twice = await subscribe({ kind: 'email', address: 'twice@example.com' });
    expect((await subscribe({ kind: 'email', address: 'twice@example.com' })).status).toBe(409);
    await end(twice.json.subscription.subscription);
    expect((await subscribe({ kind: 'email', address: 'twice@example.com' })).status).toBe(201);
    const engineer = await api.token({ scope: 'jurismap/engineer' });
    const { status } = await api.call('POST', '/v1/subscriptions', {
      body: { kind: 'calendar' },
      token: engineer,
    });
    expect(status).toBe(403);
    expect((await end('20260101T000000000Z-00000000')).status).toBe(404);
  });
});
