import { defineConfig } from 'vitest/config';

/** Tests of what people install, which is packed once for all of them. */
const OF_THE_PACKAGE = ['test/{package,integrations}/**/*.test.ts'];
const NOT_OURS = ['node_modules/**', 'build/**', 'dist/**'];

export default defineConfig({
  test: {
    // No test is about time; this only ends what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The built-in template validator costs seconds; the build itself runs it.
    env: { CDK_VALIDATION: 'false' },
    projects: [
      {
        extends: true,
        test: { name: 'code', include: ['**/*.test.ts'], exclude: [...NOT_OURS, ...OF_THE_PACKAGE] },
      },
      {
        extends: true,
        test: { name: 'package', include: OF_THE_PACKAGE, globalSetup: 'test/package/pack.ts' },
      },
    ],
  },
});
