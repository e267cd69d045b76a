import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen, stop } from '../../local/listen.ts';

/** What goes wrong with a request: its connection breaks before, while or after it takes effect, or somebody else answers. */
export type Fault =
  | 'lost'
  | 'lost-meanwhile'
  | 'lost-answer'
  | { status: number; headers?: Record<string, string>; body?: string };

/** A request that came by, as `POST /v1/systems`. */
export interface Passing {
  call: string;
  /** How many of the same call came by, from 1. */
  count: number;
  authorization: string | undefined;
  idempotencyKey: string | undefined;
}

/** Stands between the command and a service, and makes things go wrong. */
export interface FaultyProxy {
  url: string;
  /** Everything that came by. */
  seen: Passing[];
  /** Decides what goes wrong; can do something itself first. */
  fault: (passing: Passing) => Fault | undefined | Promise<Fault | undefined>;
  close(): void;
}

export async function startProxy(target: string): Promise<FaultyProxy> {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const call = `${request.method} ${request.url}`;
    const passing = {
      call,
      count: proxy.seen.filter((other) => other.call === call).length + 1,
      authorization: request.headers.authorization,
      idempotencyKey: request.headers['idempotency-key']?.toString(),
    };
    proxy.seen.push(passing);
    const fault = await proxy.fault(passing);
    if (fault === 'lost') return request.socket.destroy();
    if (typeof fault === 'object') return response.writeHead(fault.status, fault.headers).end(fault.body);
    const answering = forward(target, request, body);
    if (fault === 'lost-meanwhile') request.socket.destroy();
    const answer = await answering;
    if (fault === 'lost-meanwhile') return answer.body?.cancel();
    if (fault === 'lost-answer') return request.socket.destroy();
    return send(answer, response);
  });
  const proxy: FaultyProxy = {
    url: await listen(server, 0),
    seen: [],
    fault: () => undefined,
    close: () => stop(server),
  };
  return proxy;
}

function forward(target: string, { method = 'GET', url, headers }: IncomingMessage, body: Buffer) {
  const { host: _, connection: __, 'content-length': ___, ...passed } = headers;
  return fetch(target + url, {
    method,
    headers: Object.entries(passed).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(',')] as [string, string]],
    ),
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  const { 'content-length': _, 'transfer-encoding': __, ...headers } = Object.fromEntries(answer.headers);
  response.writeHead(answer.status, { ...headers, connection: 'close' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
