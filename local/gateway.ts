import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { JWTVerifyGetKey } from 'jose';
import { authorize } from './authorizer.ts';
import type { Route } from './cloud.ts';
import { sendGatewayAnswer, sendResult } from './http-answer.ts';
import { toEvent } from './http-event.ts';
import { findRoute, type Match } from './router.ts';

interface GatewayProps {
  readonly routes: readonly Route[];
  /** Public keys of the issuer. */
  readonly keys: JWTVerifyGetKey;
  invoke(functionName: string, event: unknown, requestId: string): Promise<unknown>;
  /** Told why a function gave no answer; the caller is not. */
  report(error: unknown): void;
}

/** Lambda takes no more than 6 MB in one call. */
const BODY_LIMIT = 6 * 1024 * 1024;

/** Stands in for API Gateway: finds the route, checks the token, calls the function, sends its answer. */
export function gateway(props: GatewayProps): RequestListener {
  return async (request, response) => {
    const requestId = randomUUID();
    try {
      await handle(props, request, response, requestId);
    } catch (error) {
      // A caller who hangs up half way is nobody's failure.
      if (request.complete) props.report(error);
      sendGatewayAnswer(response, 500, requestId);
    }
  };
}

async function handle(
  { routes, keys, invoke }: GatewayProps,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const refuse = (status: Parameters<typeof sendGatewayAnswer>[1]) =>
    sendGatewayAnswer(response, status, requestId);
  const target = locate(routes, request);
  if (target === 'malformed') return refuse(400);
  if (target === 'unknown') return refuse(404);
  const { url, match } = target;

  const jwt = match.route.jwt && (await authorize(match.route.jwt, keys, request.headers.authorization));
  if (jwt?.kind === 'unauthorized') return refuse(401);
  if (jwt?.kind === 'forbidden') return refuse(403);

  const body = await readBody(request);
  if (body === undefined) return refuse(413);
  const identity = jwt && { claims: jwt.claims, scopes: jwt.scopes };
  const event = toEvent({ request, url, body, match, requestId, jwt: identity });
  const result = await invoke(match.route.function, event, requestId);
  if (!sendResult(response, result, requestId))
    throw new Error(`${match.route.function}: its result is no HTTP answer`);
}

function locate(
  routes: readonly Route[],
  request: IncomingMessage,
): { url: URL; match: Match } | 'malformed' | 'unknown' {
  try {
    const url = new URL(`http://localhost${request.url}`);
    const match = findRoute(routes, request.method ?? 'GET', url.pathname);
    return match === undefined ? 'unknown' : { url, match };
  } catch {
    return 'malformed';
  }
}

/** @returns undefined when it is larger than a function can be given */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // The rest is read and dropped: a caller still sending would not hear the answer.
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  return size > BODY_LIMIT ? undefined : Buffer.concat(chunks);
}
