import { spawnSync } from 'node:child_process';

/**
 * Signals a process that leads a group of its own, and everything in that group; on Windows, which has neither groups
 * nor these signals, ends the process with its descendants.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function killGroup(pid, signal) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}
