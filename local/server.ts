import { appendFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { createLocalJWKSet } from 'jose';
import { openAutomation } from './automation.ts';
import { describeCloud, type Route } from './cloud.ts';
import { lockDataDir } from './data-lock.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION, startDatabase } from './database.ts';
import { withDiscovery } from './discovery.ts';
import { FunctionPool } from './function-pool.ts';
import { gateway } from './gateway.ts';
import { AUDIENCE, createIssuer, TENANT_CLAIM, type TokenClaims } from './issuer.ts';
import { listen, stop } from './listen.ts';
import type { Mail } from './mailbox.ts';
import { readAssembly } from './template.ts';

interface LocalOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** The folder `scripts/build.ts` writes to. */
  readonly buildDir: string;
  /** Where items, the issuer's key and what functions print are kept; without it nothing outlives the server. */
  readonly dataDir?: string;
  /** Whether work is done without anybody asking: the schedule, the queue, what a deployment starts. */
  readonly automation?: boolean;
  /** Requests of one tenant in ten seconds; as many as there are when left out. */
  readonly requestsPerTenant?: number;
  /** Told why a function gave no answer. */
  readonly report?: (error: unknown) => void;
}

/** The whole cloud on this machine. */
export interface LocalServer {
  readonly url: string;
  /** Address of its DynamoDB. */
  readonly database: string;
  /** Signs an access token of the local issuer; `custom:tenant` and `scope` say who calls and what for. */
  token(claims: TokenClaims): Promise<string>;
  /** Works through everything that waits in queues, where that does not happen by itself. */
  work(): Promise<void>;
  /** What would have been sent to people. */
  readonly mails: readonly Mail[];
  /** Messages that failed too often. */
  deadLetters(): readonly string[];
  close(): Promise<void>;
}

/**
 * Runs what `cdk synth` described: its tables on an embedded DynamoDB, its functions on their real bundles, its routes
 * behind their token check.
 *
 * @throws when the port or the data folder is taken
 */
export async function startLocal({
  port,
  buildDir,
  dataDir,
  automation = false,
  requestsPerTenant,
  report = printMessage,
}: LocalOptions): Promise<LocalServer> {
  const ready = Promise.withResolvers<RequestListener>();
  const server = createServer(async (request, response) => (await ready.promise)(request, response));
  const url = await listen(server, port);
  try {
    const { issuer, listener, database, work, mails, deadLetters, close } = await startCloud(url, {
      buildDir,
      dataDir,
      automation,
      requestsPerTenant,
      report,
    });
    ready.resolve(withDiscovery(issuer, url, listener));
    return {
      url,
      database,
      token: (claims) => issuer.sign(url, claims),
      work,
      mails,
      deadLetters,
      close: async () => {
        stop(server);
        await close();
      },
    };
  } catch (error) {
    stop(server);
    throw error;
  }
}

async function startCloud(url: string, options: CloudOptions) {
  const { buildDir, dataDir, automation: isDriven, requestsPerTenant, report } = options;
  const inDataDir = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name));
  const cloud = describeCloud(readAssembly(join(buildDir, 'cdk.out')), { JwtIssuer: url });
  const unlock = dataDir === undefined ? () => {} : lockDataDir(dataDir);
  const issuer = await createIssuer(inDataDir('issuer-key.json'));
  const database = await startDatabase(cloud.tables, inDataDir('dynamodb')).catch((error: unknown) => {
    unlock();
    throw error;
  });
  const pools = new Map<string, FunctionPool>();
  const invoke = async (name: string, event: unknown, requestId: string) =>
    pools.get(name)?.invoke(event, requestId);
  const log = functionLog(inDataDir('functions.log'));
  const automation = await openAutomation(cloud, invoke, isDriven, log);
  const environment = {
    ...functionEnvironment(database.endpoint, automation.endpoint),
    REQUESTS_PER_TENANT: String(requestsPerTenant ?? ''),
  };
  for (const [name, definition] of cloud.functions)
    pools.set(name, new FunctionPool(definition, environment, log));
  const listener = gateway({
    routes: cloud.routes.map((route) => withOwnTokens(route, url)),
    keys: createLocalJWKSet(issuer.jwks),
    invoke,
    report,
  });
  if (isDriven) await automation.start();
  const close = async () => {
    await automation.close();
    await Promise.all([...pools.values()].map((pool) => pool.close()));
    await database.close();
    unlock();
  };
  const { work, mails, deadLetters } = automation;
  return { issuer, listener, database: database.endpoint, work, mails, deadLetters, close };
}

interface CloudOptions {
  buildDir: string;
  dataDir: string | undefined;
  automation: boolean;
  requestsPerTenant: number | undefined;
  report: (error: unknown) => void;
}

/** Whoever issues tokens in the cloud, here it is this server. */
function withOwnTokens(route: Route, issuer: string): Route {
  return { ...route, jwt: route.jwt && { ...route.jwt, issuer, audience: [AUDIENCE] } };
}

/** What functions print, as the log groups have it in the cloud. */
function functionLog(file: string | undefined): (text: string) => void {
  return file === undefined ? () => {} : (text) => appendFileSync(file, text);
}

function printMessage(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}

/** What Lambda sets by itself, and where the services of AWS are on this machine. */
function functionEnvironment(database: string, services: string): Record<string, string> {
  return {
    DYNAMODB_ENDPOINT: database,
    SQS_ENDPOINT: services,
    EVENTS_ENDPOINT: services,
    SNS_ENDPOINT: services,
    LOCAL_WEBHOOKS: 'allowed',
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    TENANT_CLAIM,
    TZ: ':UTC',
  };
}
