import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Turns `infra/` into CloudFormation templates, offline: no account, no look-ups, no Docker.
 *
 * @throws when a template is not valid or a cdk-nag rule is broken without a stated reason
 */
export async function synth(root: string): Promise<void> {
  const cdk = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const child = spawn(process.execPath, [cdk, 'synth', '--quiet'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CI: 'true' },
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('cdk synth failed; its report is above');
}
