import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TestProject } from 'vitest/node';

const ROOT = join(import.meta.dirname, '..', '..');

/** The package as a stranger has it: packed, and installed in a folder of its own. */
export interface Packed {
  tarball: string;
  /** Where `npm install TARBALL` was called. */
  folder: string;
  /** The environment of somebody who has nothing of this repository. */
  env: Record<string, string>;
}

declare module 'vitest' {
  interface ProvidedContext {
    packed: Packed;
  }
}

/** Packs and installs once for all tests that need it. Nothing is fetched: the package needs no other. */
export default function setup(project: TestProject): () => void {
  const scratch = mkdtempSync(join(tmpdir(), 'jurismap-package-'));
  const folder = join(scratch, 'installed');
  const home = join(scratch, 'home');
  for (const made of [folder, home]) mkdirSync(made);
  execFileSync('npm', ['pack', '--silent', '--pack-destination', scratch], { cwd: ROOT, stdio: 'pipe' });
  const [name = ''] = readdirSync(scratch).filter((entry) => entry.endsWith('.tgz'));
  const packed = { tarball: join(scratch, name), folder, env: strangersEnv(home) };
  const install = ['install', '--no-audit', '--no-fund', packed.tarball];
  execFileSync('npm', install, { cwd: folder, env: packed.env, stdio: 'pipe' });
  project.provide('packed', packed);
  return () => rmSync(scratch, { recursive: true });
}

/** Without this repository's programs and what its npm says to its scripts. */
function strangersEnv(home: string): Record<string, string> {
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
