import * as z from 'zod';
import { describeProblem } from '../../engine/problem.ts';
import { type FieldError, ProblemSchema } from '../../functions/http/problem.ts';
import { CallError } from '../call-error.ts';
import { exchange, isPassing, type Received, retryAfter } from './exchange.ts';
import { type Patience, patiently, type Tried } from './patience.ts';
import type { Secrets } from './secrets.ts';
import type { TokenSource } from './token.ts';
import { UnansweredError } from './unanswered-error.ts';

/** What an operation's contract says of its requests and answers. */
interface Contract<T> {
  readonly method: string;
  readonly path: string;
  readonly response: { readonly status: number; readonly schema: z.core.$ZodType<T> };
}

interface Request {
  system?: string;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** What was hoped for. */
export interface Granted<T> {
  body: T;
  headers: Headers;
}

/** A problem the API tells of, by the name it has there. */
export interface Refused {
  problem: string;
  detail: string;
  errors: readonly FieldError[];
}

interface Means {
  secrets: Secrets;
  patience: Patience;
  source: TokenSource;
}

/** Later versions of the API may say more. */
const TellingSchema = z.looseObject(ProblemSchema.shape);
const PROBLEM = /^urn:jurismap:problem:([a-z-]+)$/;

/** A deployed Jurismap, over HTTP. Every request is such that sending it again does no harm. */
export class Api {
  /** Its address, without a slash at the end. */
  readonly base: string;
  readonly #means: Means;
  #token: { text: string; wasAccepted: boolean } | undefined;

  constructor(base: string, means: Means) {
    this.base = base;
    this.#means = means;
  }

  /**
   * Asks for an operation until there is an answer.
   *
   * @returns what was asked for, or the problem the API has with it
   * @throws CallError when the token or the address is wrong, UnansweredError when there is no answer of use
   */
  async ask<T>(operation: Contract<T>, request: Request): Promise<Granted<T> | Refused> {
    const url = new URL(this.base + operation.path.replace('{system}', request.system ?? ''));
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
    const who = `the Jurismap at ${url.host}`;
    return patiently<Granted<T> | Refused>(who, this.#means.patience, async () => {
      const received = await this.#send(url, operation.method, request);
      return 'lost' in received ? { again: received.lost } : this.#read(received, operation, who);
    });
  }

  async #send(url: URL, method: string, { body, headers }: Request): Promise<Received | { lost: string }> {
    this.#token ??= { text: await this.#means.source.token(), wasAccepted: false };
    const sent = {
      method,
      headers: {
        authorization: `Bearer ${this.#token.text}`,
        accept: 'application/json, application/problem+json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    return exchange(url, sent, this.#means.secrets);
  }

  #read<T>(received: Received, { response }: Contract<T>, who: string): Tried<Granted<T> | Refused> {
    const { status, json, headers } = received;
    if (status === 401) return this.#renewToken(who);
    if (this.#token) this.#token.wasAccepted = true;
    if (status === response.status)
      return { done: { body: understood(response.schema, json, who), headers } };
    const refused = this.#refusalIn(json);
    if (isPassing(received) || refused?.problem === 'in-progress') {
      return { again: `answers ${status}`, notBefore: retryAfter(received) };
    }
    if (!refused) throw this.#strange(received, who);
    if (refused.problem === 'forbidden') throw new CallError(`${who} refuses: ${refused.detail}`, SCOPES);
    return { done: refused };
  }

  /** A token that was good has expired on a long way; one that never was stays bad. */
  #renewToken<T>(who: string): Tried<T> {
    const { name, hint } = this.#means.source;
    if (!this.#token?.wasAccepted) throw new CallError(`${who} does not accept the token of ${name}`, hint);
    this.#token = undefined;
    return { again: 'wants another token' };
  }

  #refusalIn(json: unknown): Refused | undefined {
    const { data } = TellingSchema.safeParse(json);
    const [, problem] = PROBLEM.exec(data?.type ?? '') ?? [];
    if (!data || problem === undefined) return undefined;
    const hide = (text: string): string => this.#means.secrets.hide(text);
    const errors = (data.errors ?? []).map((error) => ({
      ...error,
      reason: hide(error.reason),
      ...(error.hint !== undefined && { hint: hide(error.hint) }),
    }));
    return { problem, detail: hide(data.detail ?? data.title), errors };
  }

  /** What a gateway before Jurismap says, or something that is no Jurismap. */
  #strange({ status, headers }: Received, who: string): Error {
    if (status === 403) {
      return new CallError(`${who} refuses the token of ${this.#means.source.name} for this`, SCOPES);
    }
    if (status === 404) {
      return new CallError(`there is no Jurismap at ${this.base}`, 'give the address the deployment printed');
    }
    if (status >= 300 && status < 400) {
      const place = this.#means.secrets.hide(headers.get('location') ?? '');
      return new CallError(`${this.base} only points to another place: ${place}`, 'name that one by --api');
    }
    return new UnansweredError(`${who} answers ${status}, and says nothing this command understands`);
  }
}

const SCOPES =
  'it needs the scope jurismap/engineer (or legal, or admin) and the claim that names your tenant, as the deployment says';

function understood<T>(schema: z.core.$ZodType<T>, json: unknown, who: string): T {
  const parsed = z.safeParse(schema, json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UnansweredError(
    `${who} answers what this command does not understand: /${issue?.path.join('/')}: ${issue?.message}`,
    'use a command of the version that is deployed',
  );
}

/** A problem that nobody knows how to get around. */
export function refusalError({ detail, errors }: Refused, base: string): Error {
  const said = errors.map(({ pointer, reason, hint }) =>
    describeProblem({ pointer, reason, ...(hint !== undefined && { hint }) }),
  );
  return new CallError(`the Jurismap at ${new URL(base).host} refuses: ${[detail, ...said].join('; ')}`);
}
