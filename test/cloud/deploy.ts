import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsClient, clientCredentials } from './aws-client.ts';
import { cdk, synthesise } from './cdk.ts';
import { gatewayClient } from './gateway-client.ts';
import { installMiniStack, startMiniStack } from './ministack.ts';
import { useApi } from './use-api.ts';
import { useAutomation } from './use-automation.ts';

// node test/cloud/deploy.ts: the cloud is deployed to an emulator of AWS, and the deployed product is used over HTTP with
// tokens of its own user pool. Ends with 77 when the emulator cannot be installed here.
const CANNOT_RUN = 77;
const root = join(import.meta.dirname, '..', '..');

async function main(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'jurismap-cloud-'));
  try {
    try {
      await installMiniStack(dir);
    } catch (error) {
      console.log(`The cloud was not tried: MiniStack cannot be installed here (${firstLine(error)})`);
      process.exitCode = CANNOT_RUN;
      return;
    }
    await deployAndUse(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function deployAndUse(dir: string): Promise<void> {
  const { region } = JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8')).context;
  const assembly = join(dir, 'cdk.out');
  const ministack = await startMiniStack(dir, region);
  try {
    const inCloud = (...args: string[]) => cdk(root, assembly, ministack.endpoint, region, args);
    await step('synthesised', () => synthesise(root, assembly, { pipelines: PIPELINES.join(',') }));
    await step('bootstrapped', () => inCloud('bootstrap', `aws://000000000000/${region}`));
    const outputs = join(dir, 'outputs.json');
    await step('deployed', () =>
      inCloud('deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs),
    );
    const { JurismapApi, JurismapIdentity, JurismapNotice } = JSON.parse(await readFile(outputs, 'utf8'));
    const aws = awsClient(ministack.endpoint, region);
    const clients = PIPELINES.map((_, i) => JurismapIdentity[`Pipeline${i}`]);
    const tokens = await Promise.all(
      clients.map((client) => clientCredentials(aws, JurismapIdentity.UserPool, client)),
    );
    const [engineer = '', admin = '', stranger = ''] = tokens;
    const call = gatewayClient(ministack.endpoint, JurismapApi.Url);
    await step('used over HTTP', () => useApi(call, { engineer, stranger }));
    await step('kept true by itself', () =>
      useAutomation(call, aws, JurismapNotice.MailTopic, { engineer, admin, stranger }),
    );
    await step('destroyed', () => inCloud('destroy', '--all', '--force'));
  } finally {
    await ministack.stop();
  }
}

/** Who calls: two pipelines of one tenant, and one of another. */
const PIPELINES = ['acme:engineer', 'acme:admin', 'other:engineer'];

async function step(done: string, work: () => Promise<void>): Promise<void> {
  const from = performance.now();
  await work();
  console.log(`${done} in ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
}
