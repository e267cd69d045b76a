import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a program of ours or of a package under this very Node, its output going where ours goes.
 *
 * @param script path of its entry file
 * @throws when it fails; what went wrong is then already printed
 */
export async function runNode(
  script: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<void> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} ${args.join(' ')} failed`);
}
