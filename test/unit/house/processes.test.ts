import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { root } from '../../vscode/paths.mjs';

/** Says its number and stays. */
const worker = `
  const { onStopSignal } = await import('./test/vscode/processes.mjs');
  onStopSignal(async () => undefined);
  setInterval(() => undefined, 1_000);
  process.send(process.pid);
`;
const parent = `
  const { fork } = require('node:child_process');
  const execArgv = ['--input-type=module', '-e', process.env.WORKER];
  fork('-', { execArgv }).on('message', (pid) => console.log(pid));
`;

it('a worker ends when its parent is killed and can’t tell it', async () => {
  const env = { ...process.env, WORKER: worker };
  const run = spawn(process.execPath, ['-e', parent], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(run.stdout, 'data')) as [Buffer];
  const pid = Number(String(said));
  expect(isAlive(pid)).toBe(true);
  run.kill('SIGKILL');
  try {
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
  } finally {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  }
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
