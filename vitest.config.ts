import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'build/**'],
    // No test is about time; this only ends what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The built-in template validator costs seconds; the build itself runs it.
    env: { CDK_VALIDATION: 'false' },
  },
});
