import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { shippedPackages } from './test/support/shippedPackages.mjs';

/** Packages as they are shipped: with what is left out of them. */
const packages = 'dist/test/packages';

// Tests of everything that needs no VS Code. The others: .vscode-test.mjs (in the host), test/pages/vitest.config.mts, test/journeys/vitest.config.mts.
export default defineConfig({
  // What the adapters of VS Code are tested against; the real one is met in the host and in the journeys.
  resolve: {
    alias: [
      { find: 'vscode', replacement: fileURLToPath(new URL('test/support/vscodeShim.ts', import.meta.url)) },
      ...(await shippedPackages(packages)),
    ],
  },
  test: {
    name: 'unit',
    include: ['test/unit/**/*.test.ts'],
    environment: 'node',
    // Files that run in one process share the modules: most of the time went into loading them for every file.
    isolate: false,
    // Left to itself Vitest keeps one core for its own work, of which there is little: on two cores that's half of them.
    maxWorkers: '100%',
    server: { deps: { external: [new RegExp(`/${packages}/`)] } },
    setupFiles: ['test/support/cleanWorkbench.ts'],
    // One more try, told in the last lines of the run: what races with a busy machine is found there and mended. A
    // random test has fixed seeds, so that its fault fails twice.
    retry: 1,
    passWithNoTests: false,
    // Many of them wait for thousands of real exchanges on loopback, on machines that have other work too.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    allowOnly: !process.env['CI'],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
