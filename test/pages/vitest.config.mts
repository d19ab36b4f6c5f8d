import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The panels' pages as they are built, in a real browser, without VS Code around them.
export default defineConfig({
  resolve: {
    alias: { vscode: fileURLToPath(new URL('../support/hostTexts.ts', import.meta.url)) },
  },
  test: {
    name: 'pages',
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['**/*.page.ts'],
    globalSetup: 'buildPages.mts',
    environment: 'node',
    pool: 'forks',
    // Files that run in one process share the modules and the browser.
    isolate: false,
    // A page waits for its browser half of the time, and for what else runs beside it.
    maxWorkers: 3,
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // One more try, told in the last lines of the run: a browser on a busy machine now and then misses a key.
    retry: 1,
    passWithNoTests: false,
    allowOnly: !process.env['CI'],
  },
});
