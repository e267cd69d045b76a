import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLING } from './bundling.ts';
import { listFunctions } from './list-functions.ts';

/** The module that reads the built rules. */
const LOADS_RULES = 'functions/http/rules.ts';

/**
 * Writes one bundle per function, `<name>/index.mjs`; `routes.json`, which says how each operation is reached; and
 * `jobs.json`, which says what starts each job. The cloud, the local server and the tests run these very files.
 *
 * @param functionsDir the folder of the functions
 * @param rulesDir the built rules, which are put beside the bundles that read them
 * @param outDir emptied first
 */
export async function bundleFunctions(functionsDir: string, rulesDir: string, outDir: string): Promise<void> {
  const { operations, jobs } = await listFunctions(functionsDir);
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  for (const { name, entry } of [...operations, ...jobs]) {
    const { metafile } = await build({
      ...BUNDLING,
      entryPoints: [entry],
      outfile: join(outDir, name, 'index.mjs'),
      target: 'node24',
      sourcemap: 'linked',
      sourcesContent: false,
      metafile: true,
    });
    const needsRules = Object.keys(metafile.inputs).some((input) => input.endsWith(LOADS_RULES));
    if (needsRules) await cp(rulesDir, join(outDir, name, 'rules'), { recursive: true });
  }
  const write = (file: string, functions: readonly { entry: string }[]) => {
    const described = functions.map(({ entry: _, ...described }) => described);
    return writeFile(join(outDir, file), `${JSON.stringify(described, null, 2)}\n`);
  };
  await write('routes.json', operations);
  await write('jobs.json', jobs);
}
