import { request } from 'node:http';
import { text } from 'node:stream/consumers';

interface Answer {
  readonly status: number;
  readonly etag: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: assertions say what it must be
  readonly json: any;
}

/**
 * Calls an API of the emulator. Its host name need not resolve: the emulator tells APIs apart by the `Host` header.
 *
 * @param api the address the deployment gave out
 */
export function gatewayClient(endpoint: string, api: string) {
  return async (method: string, path: string, token?: string, body?: unknown): Promise<Answer> => {
    const headers = {
      host: new URL(api).host,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const response = await new Promise<import('node:http').IncomingMessage>((answered, failed) => {
      const call = request(endpoint + path, { method, headers }, answered).once('error', failed);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
    const answer = await text(response);
    return {
      status: response.statusCode ?? 0,
      etag: response.headers.etag,
      json: answer === '' ? undefined : JSON.parse(answer),
    };
  };
}
