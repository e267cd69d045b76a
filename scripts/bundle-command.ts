import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLING } from './bundling.ts';
import { licencesOf } from './licences.ts';

/** What only a clone of the repository has; `serve` says so before it would need them. */
const NOT_PACKED = ['*/scripts/build-all.ts', '*/local/server.ts'];

/**
 * Bundles the command as people install it: `jurismap.js`, the parts that it and its commands load when they need them,
 * and the licences of the packages in them.
 *
 * @param root the repository
 * @param outDir emptied first
 */
export async function bundleCommand(root: string, outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  const { metafile } = await build({
    ...BUNDLING,
    absWorkingDir: root,
    entryPoints: ['cli/jurismap.ts'],
    outdir: outDir,
    target: 'node20.13',
    splitting: true,
    external: NOT_PACKED,
    legalComments: 'none',
    metafile: true,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  await writeFile(join(outDir, 'licences.txt'), await licencesOf(root, inputs));
}
