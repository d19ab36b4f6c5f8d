import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { root } from '../vscode/paths.mjs';
import { markedProcesses } from '../support/markedProcesses.js';

/** Of the environment that everything a run starts inherits. */
const variable = 'TUYA_TEST_RUN';

/** What `npm test` does with a suite, with one journey in it. */
const script = `
  import { endAll, onStopSignal } from './test/vscode/processes.mjs';
  import { runTool, tool } from './test/runner/tools.mjs';
  onStopSignal(endAll);
  await runTool([tool('vitest'), 'run', '--config', 'test/journeys/vitest.config.mts', 'smoke'], () => undefined);
`;

function startRun(mark: string): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    env: {
      ...process.env,
      [variable]: mark,
      VITEST: undefined,
      VITEST_POOL_ID: undefined,
      VITEST_WORKER_ID: undefined,
    },
    stdio: 'ignore',
  });
}

// Windows keeps no record of a process's environment to find them by; taskkill ends the tree of what was started there.
test.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  'an interrupted run leaves no VS Code, no browser and no host behind: %s',
  async (signal) => {
    const mark = `${variable}=${randomUUID()}`;
    const run = startRun(mark.slice(variable.length + 1));
    const named = (pattern: RegExp): string[] =>
      markedProcesses(mark).flatMap(({ pid, command }) =>
        pattern.test(command) ? [`${pid} ${command}`] : [],
      );
    // A window is open: server, browser and extension host are there.
    const parts = [/server-main/, /--type=renderer/, /--type=extensionHost/];
    await expect.poll(() => parts.every((part) => named(part).length > 0), { timeout: 120_000 }).toBe(true);
    if (signal === 'SIGKILL') {
      // Whoever owns the window is gone before anybody asks it to end.
      for (const { pid, command } of markedProcesses(mark))
        if (/vitest/.test(command)) process.kill(pid, 'SIGKILL');
    }
    run.kill(signal === 'SIGKILL' ? 'SIGTERM' : signal);
    await expect.poll(() => named(/./), { timeout: 30_000 }).toEqual([]);
  },
);
