import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../vscode/paths.mjs';
import { markedProcesses, type MarkedProcess } from '../support/markedProcesses.js';

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
    const parts = [/server-main/, /--type=renderer/, /--type=extensionHost/];
    let open: readonly MarkedProcess[] = [];
    // A window is open: server, browser and extension host are there.
    const isOpen = (): boolean => {
      open = markedProcesses(mark);
      return parts.every((part) => open.some(({ command }) => part.test(command)));
    };
    await expect.poll(isOpen, { timeout: 120_000 }).toBe(true);
    if (signal === 'SIGKILL') {
      // Who owns the window is gone before anything asks it to end.
      for (const { pid, command } of open) if (/vitest/.test(command)) process.kill(pid, 'SIGKILL');
    }
    run.kill(signal === 'SIGKILL' ? 'SIGTERM' : signal);
    const left = (): readonly string[] => [
      ...markedProcesses(mark).map(({ command }) => command),
      ...open.filter(({ pid }) => isAlive(pid)).map(({ command }) => command),
    ];
    await expect.poll(left, { timeout: 30_000 }).toEqual([]);
  },
);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // What has ended stays in the list until its parent asks.
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
