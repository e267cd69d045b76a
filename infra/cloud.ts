import type { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { ApiStack } from './api-stack.ts';
import { DataStack } from './data-stack.ts';
import type { Job } from './jobs.ts';
import { KeysStack } from './keys-stack.ts';
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
  const work = new WorkStack(app, 'JurismapWork', { env, jobs, buildDir, data, logKey });
  const { api, functions } = new ApiStack(app, 'JurismapApi', {
    env,
    operations,
    buildDir,
    data,
    workQueue: work.queue,
    logKey,
  });
  new ObservabilityStack(app, 'JurismapObservability', {
    env,
    api,
    functions: [...work.functions, ...functions],
    table,
    queue: work.queue,
    deadLetters: work.deadLetters,
    key: keys.operations,
  });
}

/** Where the data lives is a decision, so it is written down (`cdk.json`, or `--context region=…`), not taken from a shell. */
function region(app: App): string {
  return z.string().parse(app.node.tryGetContext('region'));
}
