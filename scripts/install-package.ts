import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** The package as somebody has it who has nothing of this repository. */
export interface InstalledPackage {
  tarball: string;
  /** Where `npm install TARBALL` was called. */
  folder: string;
  /** What `node_modules/.bin/jurismap` leads to. */
  command: string;
  /** The environment it was installed in, and is to be called in. */
  env: Record<string, string>;
}

/**
 * Packs the repository as it stands and installs the package in a folder of its own. Nothing is fetched: the package
 * needs no other.
 *
 * @param root the repository
 * @param scratch an empty folder
 */
export async function installPackage(root: string, scratch: string): Promise<InstalledPackage> {
  const run = promisify(execFile);
  const folder = join(scratch, 'installed');
  const env = strangersEnv(join(scratch, 'home'));
  for (const made of [folder, env.HOME]) await mkdir(made);
  await run('npm', ['pack', '--silent', '--pack-destination', scratch], { cwd: root });
  const [name = ''] = (await readdir(scratch)).filter((entry) => entry.endsWith('.tgz'));
  const tarball = join(scratch, name);
  await run('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd: folder, env });
  return { tarball, folder, command: join(folder, 'node_modules', '.bin', 'jurismap'), env };
}

/** Without this repository's programs, and without what its npm says to its scripts. */
function strangersEnv(home: string): Record<string, string> & { HOME: string } {
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'));
  return {
    PATH: path.join(delimiter),
    HOME: home,
    TMPDIR: home,
    NO_COLOR: '1',
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
  };
}
