import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { freePort } from './ports.mjs';
import { cleanEnvironment, endTree, spawnOwned } from './processes.mjs';
import { ensureServerParts } from './serverParts.mjs';

/**
 * A running VS Code server.
 * @typedef {{ port: number, origin: string, log: () => string, extensionHosts: () => number[], stop: () => Promise<void> }} VsCodeServer
 *
 * @typedef {object} ServerOptions
 * @property {string} dataDir where the server keeps its own things; a short path, for there are sockets in it
 * @property {string} userDataDir holds `User/settings.json`
 * @property {string} extensionsDir
 * @property {string} [builtinDir] extensions that come with VS Code, if not all of them
 * @property {boolean} [workspaceTrust] keep VS Code's question whether the workspace is trusted
 * @property {NodeJS.ProcessEnv} [env] reaches the extension host too
 * @property {number} [timeout] milliseconds until it must listen
 */

/**
 * Starts VS Code's own server, which answers with the workbench to any browser on this machine.
 * @param {ServerOptions} options
 * @returns {Promise<VsCodeServer>}
 */
export async function startServer({
  dataDir,
  userDataDir,
  extensionsDir,
  builtinDir,
  workspaceTrust = false,
  env = {},
  timeout = 60_000,
}) {
  const parts = await ensureServerParts();
  const port = await freePort();
  for (const folder of [dataDir, userDataDir, extensionsDir]) await mkdir(folder, { recursive: true });
  const args = [
    ...[
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--accept-server-license-terms',
    ],
    // Makes the workbench honour extensionDevelopmentPath and extensionTestsPath of the page's address.
    '--enable-smoke-test-driver',
    ...['--server-data-dir', dataDir, '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir],
    '--disable-telemetry',
    ...(builtinDir === undefined ? [] : ['--builtin-extensions-dir', builtinDir]),
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
  const child = spawnOwned(parts.node, [parts.serverMain, ...args], {
    env: cleanEnvironment({ ...scratchIn(dataDir), ...env }),
    cwd: dataDir,
  });
  let log = '';
  /** By their process ids. @type {Set<number>} */
  const extensionHosts = new Set();
  /** The end of a line may come with the next chunk. */
  let begun = '';
  const stop = () => endTree(child);
  await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => {
      void stop();
      reject(new Fault(`VS Code's server ${why}. It said:\n${log.trim()}`));
    };
    const timer = setTimeout(() => fail(`did not listen within ${timeout / 1000} s`), timeout);
    const onData = (/** @type {Buffer} */ chunk) => {
      log = (log + chunk).slice(-200_000);
      const lines = (begun + chunk).split('\n');
      begun = lines.pop() ?? '';
      for (const line of lines) {
        const [, pid, isNew] =
          /<(\d+)> (?:(Launched) Extension Host|Extension Host Process exited)/.exec(line) ?? [];
        if (pid !== undefined) extensionHosts[isNew ? 'add' : 'delete'](Number(pid));
      }
      if (!log.includes('Extension host agent listening on')) return;
      clearTimeout(timer);
      resolve(undefined);
    };
    child.stdout?.on('data', onData);
    child.stderr?.on('data', (chunk) => (log = (log + chunk).slice(-200_000)));
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code} before it listened`);
    });
  });
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    log: () => log,
    extensionHosts: () => [...extensionHosts],
    stop,
  };
}

/**
 * Sockets and other passing things go where they are swept away with the rest.
 * @param {string} folder
 */
export function scratchIn(folder) {
  return { TMPDIR: folder, XDG_RUNTIME_DIR: folder };
}

/**
 * Installs a packaged extension the way a person would, into the given folder.
 * @param {string} file a .vsix
 * @param {{ dataDir: string, extensionsDir: string }} where
 */
export async function installExtension(file, { dataDir, extensionsDir }) {
  const parts = await ensureServerParts();
  for (const folder of [dataDir, extensionsDir]) await mkdir(folder, { recursive: true });
  const args = ['--install-extension', file, '--extensions-dir', extensionsDir, '--server-data-dir', dataDir];
  const quiet = [
    '--accept-server-license-terms',
    '--disable-telemetry',
    '--do-not-include-pack-dependencies',
  ];
  const child = spawnOwned(parts.node, [parts.serverMain, ...args, ...quiet], {
    env: cleanEnvironment(scratchIn(dataDir)),
    cwd: dataDir,
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const timer = setTimeout(() => void endTree(child), 120_000);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  if (code !== 0 || !/successfully installed/.test(output)) {
    throw new Fault(`VS Code could not install ${join(file)} (exit code ${code}):\n${output.trim()}`);
  }
}
