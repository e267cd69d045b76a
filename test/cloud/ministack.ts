import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** An emulator of AWS in one process. */
export interface MiniStack {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const PACKAGES = ['ministack==1.5.33', 'cryptography==50.0.2'];
const PORT = 4566;
const START_SECONDS = 60;
const run = promisify(execFile);

/**
 * Installs MiniStack into a Python environment of its own.
 *
 * @param dir folder of that environment
 * @throws when there is no Python, or the packages cannot be had
 */
export async function installMiniStack(dir: string): Promise<void> {
  await run('python3', ['-m', 'venv', dir]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES];
  await run(join(dir, 'bin', 'python'), pip, { timeout: 300_000 });
}

/**
 * @param dir where it was installed; its log goes to `ministack.log` there
 * @param region the only region it knows
 * @throws when its port is taken or it does not come up
 */
export async function startMiniStack(dir: string, region: string): Promise<MiniStack> {
  const endpoint = `http://127.0.0.1:${PORT}`;
  if (await isUp(endpoint)) throw new Error(`something answers at ${endpoint} already`);
  const log = openSync(join(dir, 'ministack.log'), 'w');
  const child = spawn(join(dir, 'bin', 'ministack'), [], {
    cwd: dir,
    stdio: ['ignore', log, log],
    env: {
      // Functions run on the Node found first.
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(PORT),
      MINISTACK_REGION: region,
    },
  });
  for (let waited = 0; !(await isUp(endpoint)); waited += 0.25) {
    if (child.exitCode !== null || waited > START_SECONDS) {
      await end(child);
      throw new Error(`MiniStack did not come up; see ${join(dir, 'ministack.log')}`);
    }
    await sleep(250);
  }
  return { endpoint, stop: () => end(child) };
}

async function isUp(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_ministack/health`)).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
