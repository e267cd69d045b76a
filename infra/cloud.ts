import type { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { ApiStack } from './api-stack.ts';
import { DataStack } from './data-stack.ts';
import { KeysStack } from './keys-stack.ts';
import { ObservabilityStack } from './observability-stack.ts';
import type { Operation } from './operations.ts';
import type { TableShape } from './table-schema.ts';

interface CloudProps {
  readonly operations: readonly Operation[];
  readonly shape: TableShape;
  /** The folder `scripts/build.ts` writes to. */
  readonly buildDir: string;
}

/** The whole cloud: four stacks, one concern each, each needing only those above it. */
export function cloud(app: App, { operations, shape, buildDir }: CloudProps): void {
  const env = { region: region(app) };
  const keys = new KeysStack(app, 'JurismapKeys', { env });
  const { table } = new DataStack(app, 'JurismapData', { env, key: keys.data, shape });
  const { api, functions } = new ApiStack(app, 'JurismapApi', {
    env,
    operations,
    buildDir,
    data: { table, key: keys.data, indexes: shape.indexes.map((index) => index.name) },
    logKey: keys.operations,
  });
  new ObservabilityStack(app, 'JurismapObservability', { env, api, functions, table, key: keys.operations });
}

/** Where the data lives is a decision, so it is written down (`cdk.json`, or `--context region=…`), not taken from a shell. */
function region(app: App): string {
  return z.string().parse(app.node.tryGetContext('region'));
}
