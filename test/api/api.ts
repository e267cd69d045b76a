import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { Operation } from '../../functions/http/operation.ts';
import { PROBLEMS, ProblemSchema } from '../../functions/http/problem.ts';
import { openApiDocument } from '../../functions/openapi/document.ts';
import { OPERATIONS } from '../../functions/openapi/operations.ts';
import { type LocalServer, startLocal } from '../../local/server.ts';
import { DynamoTable } from '../../store/dynamo-table.ts';

process.env.AWS_REGION ??= 'local';
process.env.AWS_ACCESS_KEY_ID ??= 'local';
process.env.AWS_SECRET_ACCESS_KEY ??= 'local';

const document = openApiDocument();
const root = join(import.meta.dirname, '..', '..');

/** What a test sends; `body` goes as JSON, `raw` as it is. */
export interface Sent {
  token?: string;
  body?: unknown;
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
}

export interface Received {
  status: number;
  headers: Headers;
  // What came back is looked at by expectations, which do not need its type.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  json: any;
}

/** The built API on this machine, over HTTP, with an empty table. Every answer is held against the contract. */
export interface Api {
  call(method: string, path: string, sent?: Sent): Promise<Received>;
  token(claims?: Record<string, unknown>): Promise<string>;
  /** Does what the cloud does by itself: works through the queue until it is empty. */
  work(): Promise<void>;
  /** Where it answers. */
  url: string;
  /** What would have been sent to people. */
  mails: LocalServer['mails'];
  /** Messages that failed too often. */
  deadLetters(): readonly string[];
  /** The table behind it, for what nobody can do over HTTP: write on a past day, and alter what is stored. */
  table(): Promise<{ table: DynamoTable; name: string }>;
  /** What functions failed with. */
  failures: string[];
  close(): Promise<void>;
}

const COUNSEL = { sub: 'counsel', scope: 'jurismap/legal', 'custom:tenant': 'acme' };

/** @param options of the server, where a test needs others */
export async function startApi(options: { requestsPerTenant?: number } = {}): Promise<Api> {
  const failures: string[] = [];
  const report = (error: unknown) => failures.push(String(error));
  const server = await startLocal({ port: 0, buildDir: join(root, 'build'), report, ...options });
  const counsel = await server.token(COUNSEL);
  return {
    call: async (method, path, { token = counsel, body, raw, headers } = {}) => {
      const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(server.url + path, {
        method,
        headers: {
          ...(token !== '' && { authorization: `Bearer ${token}` }),
          ...(content !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(content !== undefined && { body: content }),
      });
      const received = { status: response.status, headers: response.headers, json: await response.json() };
      holdAgainstContract(method, path, received);
      return received;
    },
    token: (claims = {}) => server.token({ ...COUNSEL, ...claims }),
    work: () => server.work(),
    url: server.url,
    mails: server.mails,
    deadLetters: () => server.deadLetters(),
    table: async () => {
      const client = new DynamoDBClient({ endpoint: server.database });
      const { TableNames: [name = ''] = [] } = await client.send(new ListTablesCommand());
      client.destroy();
      return { table: new DynamoTable({ name, endpoint: server.database }), name };
    },
    failures,
    close: () => server.close(),
  };
}

/** Checks that an answer of a function is one the operation's contract names. */
function holdAgainstContract(method: string, path: string, { status, headers, json }: Received): void {
  const isFromGateway = headers.get('x-content-type-options') === null;
  if (isFromGateway) {
    expect([400, 401, 403, 404, 413]).toContain(status);
    return;
  }
  const operation = operationAt(method, path);
  expect(headers.get('cache-control')).toBeTruthy();
  if (status === operation.response.status) {
    expect(headers.get('content-type')).toBe('application/json');
    expect(operation.response.schema.safeParse(json).error).toBeUndefined();
    return;
  }
  expect(headers.get('content-type')).toBe('application/problem+json');
  const problem = ProblemSchema.parse(json);
  const kinds = Object.entries(PROBLEMS).filter(([kind]) => problem.type === `urn:jurismap:problem:${kind}`);
  expect(kinds.map(([, known]) => known.status)).toEqual([status]);
  const described =
    document.paths?.[operation.path]?.[
      operation.method === 'GET' ? 'get' : operation.method === 'PUT' ? 'put' : 'post'
    ];
  expect(Object.keys(described?.responses ?? {})).toContain(String(status));
}

function operationAt(method: string, path: string): Operation {
  const { pathname } = new URL(path, 'http://localhost');
  const found = OPERATIONS.filter((operation) => operation.method === method)
    .filter(({ path: template }) =>
      new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
    )
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length);
  const [operation] = found;
  if (!operation) throw new Error(`no operation is at ${method} ${pathname}`);
  return operation;
}

/** A profile with findings of every kind. */
export async function hiringProfile(id = 'recruitment-ranker') {
  const profile = parse(await readFile(join(root, 'examples', 'recruitment-ranker.yaml'), 'utf8'));
  return { ...profile, system: { ...profile.system, id } };
}
