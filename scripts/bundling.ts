import type { BuildOptions } from 'esbuild';

/** CommonJS packages inside an ES module bundle still call `require`. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** How everything of ours becomes bundles that run on Node and bring the packages they need. */
export const BUNDLING = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  banner: { js: REQUIRE },
  logLevel: 'warning',
} as const satisfies BuildOptions;
