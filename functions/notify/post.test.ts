import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { isClosed, post } from './post.ts';

describe('addresses nothing is sent to', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.100.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'fd00::1',
    'fe80::1',
  ])('%s', (address) => expect(isClosed(address)).toBe(true));

  it.each(['1.1.1.1', '172.32.0.1', '93.184.215.14', '2606:4700:4700::1111'])('but %s', (address) =>
    expect(isClosed(address)).toBe(false),
  );
});

describe('a webhook', () => {
  let server: Server;
  let port: number;
  let calls = 0;
  let respond: (response: import('node:http').ServerResponse) => void = (response) => response.end();
  beforeAll(async () => {
    server = createServer((_, response) => {
      calls += 1;
      respond(response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => {
    calls = 0;
    vi.unstubAllEnvs();
    vi.resetModules();
  });
  afterAll(() => {
    server.close();
  });

  it('on this machine or in this network is never called, whatever its name', async () => {
    const addresses = [
      'http://127.0.0.1',
      'https://127.0.0.1',
      'https://[::1]',
      'https://localhost',
      'https://0x7f.1',
    ];
    for (const address of addresses) expect(await post(`${address}:${port}/`, {}, '{}')).toBe(false);
    expect(calls).toBe(0);
  });

  it('has taken what it answers with 2xx, and nothing it sends elsewhere', async () => {
    vi.stubEnv('LOCAL_WEBHOOKS', 'allowed');
    vi.resetModules();
    const { post: postHere } = await import('./post.ts');
    const url = `http://127.0.0.1:${port}/`;
    expect(await postHere(url, {}, '{}')).toBe(true);
    respond = (response) => response.writeHead(500).end();
    expect(await postHere(url, {}, '{}')).toBe(false);
    respond = (response) => response.writeHead(302, { location: url }).end();
    expect(await postHere(url, {}, '{}')).toBe(false);
    expect(calls).toBe(3);
  });
});
