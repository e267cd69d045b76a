import { existsSync } from 'node:fs';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunctions } from './bundle-functions.ts';
import { runNode } from './run-node.ts';

/** What the build is made from. */
const SOURCES = [
  'engine',
  'rules',
  'store',
  'functions',
  'infra',
  'scripts',
  'cli',
  'cdk.json',
  'package-lock.json',
];

/**
 * Builds everything that runs: the rules as one file, a bundle per operation, and the cloud's templates, in `build/`.
 *
 * @param root the repository
 */
export async function buildAll(root: string): Promise<void> {
  const buildDir = join(root, 'build');
  const started = new Date();
  await runNode(join(root, 'scripts', 'build-rules.ts'), [], { cwd: root });
  await bundleFunctions(join(root, 'functions'), join(buildDir, 'rules'), join(buildDir, 'functions'));
  await runNode(join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ['synth', '--quiet'], {
    cwd: root,
    env: { ...process.env, CI: 'true' },
  });
  await writeFile(stampOf(root), started.toISOString());
  // A source changed while the build ran is younger than the build.
  await utimes(stampOf(root), started, started);
}

/** Builds unless the last build is younger than everything it is made from. */
export async function buildIfStale(root: string): Promise<void> {
  const stamp = stampOf(root);
  const built = existsSync(stamp) ? (await stat(stamp)).mtimeMs : 0;
  if (built < (await newest(root))) await buildAll(root);
}

function stampOf(root: string): string {
  return join(root, 'build', 'built-at');
}

/** Milliseconds since 1970 of the last change to any source. */
async function newest(root: string): Promise<number> {
  const changes = await Promise.all(
    SOURCES.map(async (source) => {
      const path = join(root, source);
      const entries = (await stat(path)).isDirectory() ? await readdir(path, { recursive: true }) : [];
      return Promise.all(
        [path, ...entries.map((entry) => join(path, entry))].map(async (file) => (await stat(file)).mtimeMs),
      );
    }),
  );
  return Math.max(...changes.flat());
}
