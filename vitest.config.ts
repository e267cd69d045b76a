import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'build/**'],
    // The built-in template validator costs seconds; the build itself runs it.
    env: { CDK_VALIDATION: 'false' },
  },
});
