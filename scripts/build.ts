import { join } from 'node:path';
import { buildAll } from './build-all.ts';

// node scripts/build.ts: everything that runs, in build/.
try {
  await buildAll(join(import.meta.dirname, '..'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
