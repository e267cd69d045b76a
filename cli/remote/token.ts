import * as z from 'zod';
import { CallError } from '../call-error.ts';
import { serviceAddress } from './address.ts';
import { exchange, isPassing, type Received, retryAfter, type Sent } from './exchange.ts';
import { type Patience, patiently } from './patience.ts';
import type { Secrets } from './secrets.ts';
import { UnansweredError } from './unanswered-error.ts';

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where access tokens come from. They are never options of a call, which others on the machine can read. */
export interface TokenSource {
  /** In words, for messages. */
  name: string;
  /** What to do when the deployed Jurismap does not accept its tokens. */
  hint: string;
  /** A token, a new one if there are new ones. */
  token(): Promise<string>;
}

interface Means {
  environment: Environment;
  secrets: Secrets;
  patience: Patience;
}

const EXPIRED =
  'it may be expired, or be meant for another issuer or audience than the API was deployed with';

/**
 * Finds out how this pipeline gets a token: it is given one, its client has credentials, or the pipeline itself issues
 * one (OpenID Connect), which the API's issuer takes for one of its own.
 *
 * @throws CallError when there is no way
 */
export function tokenSource(means: Means): TokenSource {
  const { environment, secrets } = means;
  if (environment.JURISMAP_TOKEN) {
    const token = secrets.keep(proper(environment.JURISMAP_TOKEN, 'JURISMAP_TOKEN'));
    return { name: 'JURISMAP_TOKEN', hint: EXPIRED, token: async () => token };
  }
  const identity = identitySource(means);
  if (environment.JURISMAP_TOKEN_URL) return issuedSource(environment.JURISMAP_TOKEN_URL, identity, means);
  if (environment.JURISMAP_CLIENT_SECRET) {
    throw new CallError(
      'JURISMAP_CLIENT_SECRET is of no use alone',
      'say by JURISMAP_TOKEN_URL where it gets a token',
    );
  }
  if (identity) return identity;
  throw new CallError(
    'there is no token for the deployed Jurismap',
    environment.JURISMAP_TOKEN === ''
      ? 'JURISMAP_TOKEN is empty; pipelines of forks, for one, are given no secrets'
      : 'set JURISMAP_TOKEN; or JURISMAP_TOKEN_URL with JURISMAP_CLIENT_ID and JURISMAP_CLIENT_SECRET, or in a pipeline that issues tokens of its own',
  );
}

/** A token that says which pipeline this is: GitLab and others set it, GitHub is asked for it. */
function identitySource({ environment, secrets, patience }: Means): TokenSource | undefined {
  const hint = 'the API takes tokens of its own issuer; JURISMAP_TOKEN_URL says where to exchange this one';
  if (environment.JURISMAP_ID_TOKEN) {
    const token = secrets.keep(proper(environment.JURISMAP_ID_TOKEN, 'JURISMAP_ID_TOKEN'));
    return { name: 'JURISMAP_ID_TOKEN', hint, token: async () => token };
  }
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: key } = environment;
  if (!address || !key || environment.JURISMAP_CLIENT_SECRET) return undefined;
  const url = serviceAddress(address, 'ACTIONS_ID_TOKEN_REQUEST_URL');
  url.searchParams.set('audience', environment.JURISMAP_OIDC_AUDIENCE || 'jurismap');
  const authorization = `Bearer ${secrets.keep(proper(key, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'))}`;
  return {
    name: 'GitHub Actions',
    hint,
    token: async () => {
      const sent = { method: 'GET', headers: { authorization, accept: 'application/json' } };
      const { value } = await asked(
        'GitHub Actions',
        url,
        sent,
        z.object({ value: z.string() }),
        secrets,
        patience,
      );
      return secrets.keep(proper(value, 'the token of GitHub Actions'));
    },
  };
}

const IssuedSchema = z.object({ access_token: z.string() });

/**
 * A token that the API's issuer gives to a client it knows, or in exchange for the pipeline's own.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4 and https://www.rfc-editor.org/rfc/rfc8693#section-2.1
 */
function issuedSource(address: string, identity: TokenSource | undefined, means: Means): TokenSource {
  const { environment, secrets, patience } = means;
  const url = serviceAddress(address, 'JURISMAP_TOKEN_URL');
  const { JURISMAP_CLIENT_ID: client, JURISMAP_CLIENT_SECRET: secret } = environment;
  if (!identity && !(client && secret)) {
    throw new CallError(
      'JURISMAP_TOKEN_URL gives no token for nothing',
      'set JURISMAP_CLIENT_ID and JURISMAP_CLIENT_SECRET, or let the pipeline issue a token (GitHub: permissions: id-token: write; GitLab: id_tokens: JURISMAP_ID_TOKEN)',
    );
  }
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    ...(client && secret && { authorization: basic(client, secret, secrets) }),
  };
  const scope = environment.JURISMAP_SCOPE || 'jurismap/engineer';
  return {
    name: identity ? `the exchange of the token from ${identity.name} at ${url.host}` : url.host,
    hint: EXPIRED,
    token: async () => {
      const wanted = identity
        ? {
            grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
            subject_token: await identity.token(),
            subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
            requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
            scope,
            ...(client && !secret && { client_id: client }),
          }
        : { grant_type: 'client_credentials', scope };
      const sent = { method: 'POST', headers, body: new URLSearchParams(wanted).toString() };
      const issued = await asked(url.host, url, sent, IssuedSchema, secrets, patience);
      return secrets.keep(proper(issued.access_token, `the token of ${url.host}`));
    },
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
function basic(client: string, secret: string, secrets: Secrets): string {
  const encoded = [client, secrets.keep(secret)].map((part) =>
    new URLSearchParams([['', part]]).toString().slice(1),
  );
  return `Basic ${secrets.keep(Buffer.from(encoded.join(':')).toString('base64'))}`;
}

/** @throws CallError for a text that cannot stand in a header; does not repeat it */
function proper(text: string, name: string): string {
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new CallError(`${name} is no token`, 'a token has no blanks or line breaks within');
}

const RefusalSchema = z.object({ error: z.string(), error_description: z.string().optional() });

/** Asks an issuer until it answers. */
async function asked<T>(
  who: string,
  url: URL,
  sent: Sent,
  schema: z.core.$ZodType<T>,
  secrets: Secrets,
  patience: Patience,
): Promise<T> {
  const received = await patiently<Received>(who, patience, async () => {
    const answer = await exchange(url, sent, secrets);
    if ('lost' in answer) return { again: answer.lost };
    return isPassing(answer)
      ? { again: `answers ${answer.status}`, notBefore: retryAfter(answer) }
      : { done: answer };
  });
  const { status, json } = received;
  if (status !== 200) {
    const refusal = RefusalSchema.safeParse(json).data;
    const reason = refusal
      ? `: ${[refusal.error, refusal.error_description].filter(Boolean).join(', ')}`
      : '';
    throw new CallError(`${who} gives no token (${status}${secrets.hide(reason)})`);
  }
  const parsed = z.safeParse(schema, json);
  if (!parsed.success) throw new UnansweredError(`${who} answers without a token in it`);
  return parsed.data;
}
