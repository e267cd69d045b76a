import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs the CDK command against an emulator, on templates that are already synthesised.
 *
 * @param assembly the folder `cdk synth` wrote
 * @throws with the end of what it printed
 */
export async function cdk(
  root: string,
  assembly: string,
  endpoint: string,
  region: string,
  args: readonly string[],
) {
  const command = [join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...args, '--app', assembly];
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    CI: 'true',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  try {
    await run(process.execPath, command, { cwd: root, env, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stdout = '', stderr = '' } = Object(error);
    throw new Error(`cdk ${args[0]} failed:\n${`${stdout}\n${stderr}`.slice(-4000)}`);
  }
}
