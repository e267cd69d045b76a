import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type BuildableOperation, listOperations } from './list-operations.ts';

/** CommonJS packages inside an ES module bundle still call `require`. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Writes one bundle per operation, `<name>/index.mjs`, and `routes.json`, which says how each is reached. The cloud, the
 * local server and the tests run these very files.
 *
 * @param functionsDir the folder of the operations
 * @param outDir emptied first
 * @returns the names of the operations
 */
export async function bundleFunctions(functionsDir: string, outDir: string): Promise<string[]> {
  const operations = await listOperations(functionsDir);
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  for (const { name, entry } of operations) {
    await build({
      entryPoints: [entry],
      outfile: join(outDir, name, 'index.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      mainFields: ['module', 'main'],
      minify: true,
      // Error classes are told apart by name in logs.
      keepNames: true,
      sourcemap: 'linked',
      sourcesContent: false,
      banner: { js: REQUIRE },
      logLevel: 'warning',
    });
  }
  await writeFile(join(outDir, 'routes.json'), `${JSON.stringify(operations.map(withoutEntry), null, 2)}\n`);
  return operations.map((operation) => operation.name);
}

function withoutEntry({ entry: _, ...operation }: BuildableOperation) {
  return operation;
}
