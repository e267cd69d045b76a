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

/**
 * Synthesises the cloud as it stands in `build/`.
 *
 * @param assembly the folder to write to
 * @param context what is decided at deployment
 */
export async function synthesise(
  root: string,
  assembly: string,
  context: Readonly<Record<string, string>>,
): Promise<void> {
  const decided = Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  const command = [
    join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'),
    'synth',
    '--quiet',
    '--output',
    assembly,
  ];
  await run(process.execPath, [...command, ...decided], { cwd: root, maxBuffer: 64 * 1024 * 1024 });
}
