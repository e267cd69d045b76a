import { CallError } from '../call-error.ts';
import type { Secrets } from './secrets.ts';

/** A request, and what came back; `json` is undefined where it is no JSON. */
export interface Sent {
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
}
export interface Received {
  status: number;
  headers: Headers;
  json: unknown;
}

/** ms. API Gateway gives up after 30 s. */
const TIMEOUT = 40_000;

/**
 * One exchange over HTTP. Redirects are not followed: neither a token nor a profile goes where nobody sent it.
 *
 * @returns what came back, or why nothing did; then nobody knows whether the request arrived
 * @throws CallError when it cannot arrive, however often it is sent
 */
export async function exchange(url: URL, sent: Sent, secrets: Secrets): Promise<Received | { lost: string }> {
  const { method, headers, body } = sent;
  try {
    const signal = AbortSignal.timeout(TIMEOUT);
    const request = { method, headers, signal, redirect: 'manual' as const };
    const response = await fetch(url, body === undefined ? request : { ...request, body });
    return { status: response.status, headers: response.headers, json: jsonIn(await response.text()) };
  } catch (error) {
    const reason = reasonOf(error);
    refuseHopeless(url, reason);
    return { lost: `cannot be reached (${secrets.hide(reason)})` };
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why nothing came back, by a code where there is one. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === 'TimeoutError') return `no answer in ${TIMEOUT / 1000} s`;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

function refuseHopeless({ host, hostname, port }: URL, reason: string): void {
  if (reason === 'ENOTFOUND')
    throw new CallError(
      `no host is called "${hostname}"`,
      'check the spelling, and that this machine can see it',
    );
  if (reason === 'bad port') throw new CallError(`port ${port} is not one for HTTP`);
  if (/CERT|UNABLE_TO_VERIFY|SELF_SIGNED/.test(reason)) {
    const hint = 'if it is right for your network, name its authority by NODE_EXTRA_CA_CERTS';
    throw new CallError(`the certificate of ${host} cannot be trusted (${reason})`, hint);
  }
}

/** True for an answer that may be another one in a moment. */
export function isPassing({ status }: Received): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/**
 * How long the other side asks to wait, in ms.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfter({ headers }: Received): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
