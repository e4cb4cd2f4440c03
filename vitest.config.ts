import { defineConfig } from 'vitest/config';

// Tests run from the sources: workspace packages resolve through their `source` condition, never through dist.
const conditions = ['source', 'node', 'default'];
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['source'] } },
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
};

const project = (name: string, include: string[], options: { testTimeout?: number } = {}) => ({
  ...shared,
  test: {
    name,
    include,
    exclude: ['**/dist/**', '**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...options,
  },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('house', ['house/**/*.test.ts']),
      project('bug', ['packages/bug/**/*.test.ts']),
      project('formats', ['packages/formats/**/*.test.ts']),
      project('scan', ['packages/scan/**/*.test.ts']),
      project('guard', ['packages/guard/**/*.test.ts']),
      project('server', ['packages/server/**/*.test.{ts,tsx}']),
      project('e2e', ['e2e/**/*.test.ts'], { testTimeout: 120_000 }),
    ],
  },
});
