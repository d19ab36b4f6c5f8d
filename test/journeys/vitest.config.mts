import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const isOn = (name: string): boolean => process.env[name] === '1';
/** What is only made again when somebody asks for it. */
const made = [
  ...(isOn('TUYA_WRITE_README_PICTURES') ? [] : ['readmePictures.journey.ts']),
  ...(isOn('TUYA_WRITE_THEMES') || isOn('TUYA_PICTURES') ? [] : ['themes.journey.ts']),
];

// Journeys of a person through a real VS Code: three files side by side, for on two cores each waits a third of its time. What
// runs in one process, one file after the other, has one server and one browser.
export default defineConfig({
  test: {
    name: 'journeys',
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['**/*.journey.ts'],
    exclude: made,
    environment: 'node',
    globalSetup: 'harness/scratch.mts',
    pool: 'forks',
    isolate: false,
    maxWorkers: 3,
    // What differs in a list of rows stands in the message: the window is gone when somebody reads it.
    chaiConfig: { truncateThreshold: 0 },
    // What is shown is waited for; a busy machine takes its time.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 180_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // A whole VS Code on a busy machine now and then misses a click; a fault of ours fails every time. `npm test` names
    // every journey that needed another try.
    retry: 1,
    passWithNoTests: false,
    allowOnly: !process.env['CI'],
  },
});
