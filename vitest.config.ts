import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)) };
const common = { environment: 'node' as const, testTimeout: 120_000, hookTimeout: 240_000 };
/** By itself the runner leaves one core free, which on a machine of two is half of it. For suites whose files share nothing. */
const apart = { maxWorkers: Math.max(2, availableParallelism() - 1) };
const server = { globalSetup: ['tests/support/shared-server.ts'] };

/** Suites by what they need: nothing, a database, the one shared server, a browser, servers to break. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...common,
          ...apart,
          name: 'unit',
          include: ['tests/{lib,components,server,prisma,device,docs}/**/*.test.{ts,tsx}'],
          exclude: ['tests/**/*.db.test.ts'],
        },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          ...apart,
          name: 'database',
          globalSetup: ['tests/support/shared-postgres.ts'],
          include: ['tests/**/*.db.test.ts'],
        },
      },
      {
        resolve: { alias },
        test: { ...common, ...server, name: 'http', include: ['tests/http/**/*.test.ts'] },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          ...server,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          fileParallelism: false,
        },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          name: 'faults',
          testTimeout: 300_000,
          include: ['tests/faults/**/*.test.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});
