import { spawnSync } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { Fault } from './fault.mjs';
import { kept } from './paths.mjs';
import { cleanEnvironment, spawnOwned } from './processes.mjs';
import { waitingFor } from './say.mjs';
import { writeSettings } from './settings.mjs';
import { canDownload } from './whichHost.mjs';

/**
 * Opens a desktop VS Code with folders of its own, so that the person's own set-up stays as it is.
 * @param {{ folder: string, extensions: readonly string[] }} options
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function startDesktop({ folder, extensions }) {
  const command = await desktopCommand();
  const home = join(kept, 'desktop');
  const dirs = [`--user-data-dir=${join(home, 'user')}`, `--extensions-dir=${join(home, 'extensions')}`];
  await mkdir(join(home, 'extensions'), { recursive: true });
  await access(join(home, 'user', 'User', 'settings.json')).catch(() => writeSettings(join(home, 'user')));
  const windows = process.platform === 'win32';
  const options = { env: cleanEnvironment(), shell: windows };
  const quoted = (/** @type {string[]} */ args) => (windows ? args.map((arg) => `"${arg}"`) : args);
  await waitingFor('Installing the packaged extension', async () => {
    const args = [...dirs, '--force', ...extensions.flatMap((file) => ['--install-extension', file])];
    const result = spawnSync(windows ? `"${command.cli}"` : command.cli, quoted(args), {
      ...options,
      encoding: 'utf8',
    });
    if (result.status !== 0)
      throw new Fault(`VS Code could not install the extension: ${result.error?.message ?? result.stderr}`);
  });
  const flags = [
    '--wait',
    '--new-window',
    '--disable-workspace-trust',
    '--disable-updates',
    '--skip-release-notes',
  ];
  return spawnOwned(windows ? `"${command.cli}"` : command.cli, quoted([...dirs, ...flags, folder]), {
    ...options,
    stdio: 'ignore',
  });
}

/**
 * The command line of a desktop VS Code: the one that is named, the one on the PATH, or a downloaded one.
 * @returns {Promise<{ cli: string }>}
 */
export async function desktopCommand() {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named && !existsSync(named))
    throw new Fault(`VSCODE_EXECUTABLE names ${named}, but there is no such file.`);
  const { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } =
    await import('@vscode/test-electron');
  if (named) {
    const cli = resolveCliPathFromVSCodeExecutablePath(named);
    return { cli: existsSync(cli) ? cli : named };
  }
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  if (found) return { cli: found };
  if (!(await canDownload())) {
    throw new Fault(
      'No desktop VS Code was found: VSCODE_EXECUTABLE is not set, there is no “code” on the PATH, and none can be downloaded from here.',
    );
  }
  const executable = await waitingFor('Downloading a desktop VS Code', () =>
    downloadAndUnzipVSCode({ version: 'stable', cachePath: join(kept, 'download') }),
  );
  return { cli: resolveCliPathFromVSCodeExecutablePath(executable) };
}
