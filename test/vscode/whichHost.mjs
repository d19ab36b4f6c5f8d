import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { root } from './paths.mjs';

/** The VS Code that runs the in-host suite; without an executable, @vscode/test-electron downloads one. */
/** @typedef {{ name: string, executable?: string }} Host */

/** How long Microsoft's update server may take to answer before it counts as unreachable, in milliseconds. */
const patience = 3_000;

/** @returns {Promise<Host>} */
export async function whichHost() {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) {
    if (!existsSync(named)) throw new Fault(`VSCODE_EXECUTABLE names ${named}, but there is no such file.`);
    return { name: `the desktop VS Code at ${named}`, executable: named };
  }
  if ((await canShowWindows()) && (await canDownload()))
    return { name: 'a desktop VS Code that @vscode/test-electron downloads' };
  const launcher = process.platform === 'win32' ? 'launcher.cmd' : 'launcher.mjs';
  return {
    name: 'a VS Code server with a headless browser',
    executable: join(root, 'test', 'vscode', launcher),
  };
}

/** A desktop VS Code on Linux needs a display; whoever has only a virtual one sets DISPLAY for it. */
async function canShowWindows() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** False as well where CI or npm's own offline switch says that there's nothing to download from. */
export async function canDownload() {
  if (process.env.CI || process.env.npm_config_offline === 'true') return false;
  try {
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      method: 'HEAD',
      signal: AbortSignal.timeout(patience),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
