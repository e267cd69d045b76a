import type { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { ApiStack, type SignedCaller } from './api-stack.ts';
import { DataStack } from './data-stack.ts';
import { IdentityStack, type Pipeline } from './identity-stack.ts';
import type { Job } from './jobs.ts';
import { KeysStack } from './keys-stack.ts';
import { NoticeStack } from './notice-stack.ts';
import { ObservabilityStack } from './observability-stack.ts';
import type { Operation } from './operations.ts';
import type { TableShape } from './table-schema.ts';
import { WorkStack } from './work-stack.ts';

interface CloudProps {
  readonly operations: readonly Operation[];
  readonly jobs: readonly Job[];
  readonly shape: TableShape;
  /** The folder `scripts/build.ts` writes to. */
  readonly buildDir: string;
}

/** The whole cloud: stacks of one concern each, each needing only those above it. */
export function cloud(app: App, { operations, jobs, shape, buildDir }: CloudProps): void {
  const env = { region: region(app) };
  const keys = new KeysStack(app, 'JurismapKeys', { env });
  const { table } = new DataStack(app, 'JurismapData', { env, key: keys.data, shape });
  const data = { table, key: keys.data, indexes: shape.indexes.map((index) => index.name) };
  const logKey = keys.operations;
  const roles = rolesIn(operations);
  const ofTokens = jobs.filter(({ trigger }) => trigger === 'token');
  const ofNotices = jobs.filter(({ trigger }) => trigger === 'notices');
  const ofWork = jobs.filter(({ trigger }) => trigger === 'queue' || trigger === 'deployment');
  const notice = new NoticeStack(app, 'JurismapNotice', {
    env,
    jobs: ofNotices,
    buildDir,
    data,
    key: keys.operations,
  });
  const { bus } = notice;
  const { work, functions: workers } = new WorkStack(app, 'JurismapWork', {
    env,
    jobs: ofWork,
    buildDir,
    data,
    bus,
    logKey,
  });
  const identity =
    identityProvider(app) === 'cognito'
      ? new IdentityStack(app, 'JurismapIdentity', {
          env,
          jobs: ofTokens,
          pipelines: pipelines(app, roles),
          roles,
          buildDir,
          data,
          logKey,
        })
      : undefined;
  const { api, signedApi, functions } = new ApiStack(app, 'JurismapApi', {
    env,
    operations,
    buildDir,
    tokens: identity?.tokens,
    signedCallers: signedCallers(app, roles),
    data,
    workQueue: work.queue,
    mail: notice.topic,
    logKey,
  });
  new ObservabilityStack(app, 'JurismapObservability', {
    env,
    api,
    signedApi,
    functions: [...workers, ...notice.functions, ...(identity?.functions ?? []), ...functions],
    table,
    queues: { Work: work, Notices: notice.notices },
    key: keys.operations,
  });
}

/** The roles that operations name in their scopes: `engineer` of `jurismap/engineer`. */
function rolesIn(operations: readonly Operation[]): string[] {
  return [...new Set(operations.flatMap(({ scopes }) => scopes.map((scope) => scope.replace(/^.*\//, ''))))];
}

/** Pipelines that get credentials: `tenant:role`, as a list or, on the command line, with commas between. */
function pipelines(app: App, roles: readonly string[]): Pipeline[] {
  const schema = z.object({ tenant: Tenant, role: z.enum(roles) });
  return listed(app, 'pipelines').map((pipeline) => {
    const [tenant, role] = pipeline.split(':');
    return schema.parse({ tenant, role });
  });
}

/** Roles of AWS whose signed requests are taken: `arn=tenant:role`, as a list or with commas between. */
function signedCallers(app: App, roles: readonly string[]): SignedCaller[] {
  const schema = z.object({
    arn: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@-]+$/),
    tenant: Tenant,
    role: z.enum(roles),
  });
  return listed(app, 'signed').map((caller) => {
    const at = caller.lastIndexOf('=');
    const [tenant, role] = caller.slice(at + 1).split(':');
    return schema.parse({ arn: caller.slice(0, at), tenant, role });
  });
}

/** A list of the context, or a text with commas between. */
function listed(app: App, name: string): string[] {
  const written = z.union([z.array(z.string()), z.string()]).parse(app.node.tryGetContext(name));
  return typeof written === 'string' ? written.split(',') : written;
}

const Tenant = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/);

/** `cognito` deploys a user pool; `external` takes the tokens of any OpenID Connect issuer, named at deployment. */
function identityProvider(app: App): 'cognito' | 'external' {
  return z.enum(['cognito', 'external']).parse(app.node.tryGetContext('identity'));
}

/** Where the data lives is a decision, so it is written down (`cdk.json`, or `--context region=…`), not taken from a shell. */
function region(app: App): string {
  return z.string().parse(app.node.tryGetContext('region'));
}
