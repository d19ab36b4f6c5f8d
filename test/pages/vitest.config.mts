import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The panels' pages as they are built, in a real browser, without VS Code around them.
export default defineConfig({
  test: {
    name: 'pages',
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['**/*.page.ts'],
    environment: 'node',
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    passWithNoTests: false,
    allowOnly: !process.env['CI'],
  },
});
