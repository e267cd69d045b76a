import { join } from 'node:path';
import { bundleCommand } from './bundle-command.ts';
import { runNode } from './run-node.ts';

// node scripts/build-package.ts: what `npm pack` packs, the rules in build/ and the command in dist/.
const root = join(import.meta.dirname, '..');
try {
  await runNode(join(root, 'scripts', 'build-rules.ts'), [], { cwd: root });
  await bundleCommand(root, join(root, 'dist'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
