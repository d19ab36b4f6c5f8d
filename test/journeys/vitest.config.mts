import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Journeys of a person through a real VS Code: two files side by side, each with a server and a browser of its own.
export default defineConfig({
  test: {
    name: 'journeys',
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['**/*.journey.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    // What is shown is waited for; a busy machine takes its time.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 180_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // A whole VS Code on a busy machine now and then misses a click; a fault of ours fails every time. `npm test` names
    // every journey that needed another try. The second retry goes once several whole runs need none.
    retry: 2,
    passWithNoTests: false,
    allowOnly: !process.env['CI'],
  },
});
