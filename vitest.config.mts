import { defineConfig } from 'vitest/config';

// Tests of everything that needs no VS Code. The others: .vscode-test.mjs (in the host), test/ui/vitest.config.ts (journeys).
export default defineConfig({
  test: {
    name: 'unit',
    include: ['test/unit/**/*.test.ts'],
    environment: 'node',
    passWithNoTests: false,
    allowOnly: !process.env['CI'],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
