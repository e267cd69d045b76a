import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLING } from './bundling.ts';
import { type BuildableOperation, listOperations } from './list-operations.ts';

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
      ...BUNDLING,
      entryPoints: [entry],
      outfile: join(outDir, name, 'index.mjs'),
      target: 'node24',
      // Error classes are told apart by name in logs.
      keepNames: true,
      sourcemap: 'linked',
      sourcesContent: false,
    });
  }
  await writeFile(join(outDir, 'routes.json'), `${JSON.stringify(operations.map(withoutEntry), null, 2)}\n`);
  return operations.map((operation) => operation.name);
}

function withoutEntry({ entry: _, ...operation }: BuildableOperation) {
  return operation;
}
