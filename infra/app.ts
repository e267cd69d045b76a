import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { cloud } from './cloud.ts';
import { readJobs } from './jobs.ts';
import { readOperations } from './operations.ts';
import { readTableSchema } from './table-schema.ts';

const root = join(import.meta.dirname, '..');
const buildDir = join(root, 'build');

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
cloud(app, {
  operations: readOperations(buildDir),
  jobs: readJobs(buildDir),
  shape: readTableSchema(join(root, 'store', 'table.json')),
  buildDir,
});
app.synth();
