import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The panels' pages as they are built, in a real browser, without VS Code around them.
export default defineConfig({
  test: {
    name: 'pages',
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['**/*.page.ts'],
    globalSetup: 'buildPages.mts',
    environment: 'node',
    pool: 'forks',
    // A page waits for its browser half of the time.
    maxWorkers: 2,
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    passWithNoTests: false,
    allowOnly: !process.env['CI'],
  },
});
