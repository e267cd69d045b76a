import { lookup } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Milliseconds a webhook has to answer. */
const PATIENCE = 10_000;

/** Addresses that lead nowhere, or into the network the function runs in. */
const CLOSED_4 = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  CLOSED_4.addSubnet(network, bits, 'ipv4');
/** Apart, because a list takes addresses of four bytes for mapped ones of sixteen. */
const CLOSED_6 = new BlockList();
for (const [network, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  CLOSED_6.addSubnet(network, bits, 'ipv6');

/** Set on a developer's machine, where webhooks may be there too. */
const isOpen = process.env.LOCAL_WEBHOOKS === 'allowed';

/**
 * Sends a body to an address on the internet. Redirects are not followed, and an answer is not read.
 *
 * @returns whether it was taken: an answer of 200 to 299
 */
export function post(url: string, headers: Record<string, string>, body: string): Promise<boolean> {
  const { hostname, protocol } = new URL(url);
  const address = hostname.replace(/^\[|\]$/g, '');
  if (!isOpen && (protocol !== 'https:' || (isIP(address) && isClosed(address))))
    return Promise.resolve(false);
  const start = protocol === 'https:' ? request : requestPlain;
  return new Promise((answer) => {
    const sending = start(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Jurismap' },
        lookup: isOpen ? lookup : openLookup,
        signal: AbortSignal.timeout(PATIENCE),
      },
      ({ statusCode = 500 }) => {
        answer(statusCode >= 200 && statusCode < 300);
        sending.destroy();
      },
    );
    sending.on('error', () => answer(false));
    sending.end(body);
  });
}

/** Whether nothing is to be sent to an address. */
export function isClosed(address: string): boolean {
  return isIP(address) === 6 ? CLOSED_6.check(address, 'ipv6') : CLOSED_4.check(address, 'ipv4');
}

/** Looks a name up when the connection is made, so that no name can lead somewhere else a moment later. */
const openLookup: LookupFunction = (hostname, options, found) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const open = (addresses ?? []).filter(({ address }) => !isClosed(address));
    const [first] = open;
    if (error || !first) found(error ?? new Error('leads to no address on the internet'), '', 4);
    else if (options.all) found(null, open);
    else found(null, first.address, first.family);
  });
};
