import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Journeys of a person through a real VS Code: one after the other, for each has a server and a browser of its own.
export default defineConfig({
  test: {
    name: 'journeys',
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['**/*.journey.ts'],
    environment: 'node',
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // A whole VS Code on a busy machine now and then misses a click; a fault of ours fails every time.
    retry: 2,
    passWithNoTests: false,
    allowOnly: !process.env['CI'],
  },
});
