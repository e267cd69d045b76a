import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDiscovery } from '../../local/discovery.ts';
import { createIssuer } from '../../local/issuer.ts';
import { listen, stop } from '../../local/listen.ts';
import { cdk } from './cdk.ts';
import { gatewayClient } from './gateway-client.ts';
import { installMiniStack, startMiniStack } from './ministack.ts';
import { useApi } from './use-api.ts';

// node test/cloud/deploy.ts: the templates of build/cdk.out are deployed to an emulator of AWS, and the deployed product is
// used over HTTP. Ends with 77 when the emulator cannot be installed here.
const CANNOT_RUN = 77;
const root = join(import.meta.dirname, '..', '..');
const assembly = join(root, 'build', 'cdk.out');

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
  const ministack = await startMiniStack(dir, region);
  const issuer = await createIssuer();
  const identityProvider = createServer();
  try {
    const issuerUrl = await listen(identityProvider, 0);
    identityProvider.on(
      'request',
      withDiscovery(issuer, issuerUrl, (_, response) => response.writeHead(404).end()),
    );
    const inCloud = (...args: string[]) => cdk(root, assembly, ministack.endpoint, region, args);
    await step('bootstrapped', () => inCloud('bootstrap', `aws://000000000000/${region}`));
    const outputs = join(dir, 'outputs.json');
    await step('deployed', () =>
      inCloud(
        ...['deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs],
        ...['--parameters', `JurismapApi:JwtIssuer=${issuerUrl}`],
      ),
    );
    const { Url: api } = JSON.parse(await readFile(outputs, 'utf8')).JurismapApi;
    const token = (claims: Record<string, unknown>) => issuer.sign(issuerUrl, claims);
    await step('used over HTTP', () => useApi(gatewayClient(ministack.endpoint, api), token));
    await step('destroyed', () => inCloud('destroy', '--all', '--force'));
  } finally {
    stop(identityProvider);
    await ministack.stop();
  }
}

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
