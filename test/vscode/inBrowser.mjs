import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { kept } from './paths.mjs';
import { isFree } from './ports.mjs';
import { cleanEnvironment, endTree, spawnOwned } from './processes.mjs';
import { waitingFor } from './say.mjs';
import { scratchIn } from './server.mjs';
import { ensureServerParts } from './serverParts.mjs';
import { quietSettings, writeSettings } from './settings.mjs';

/** @typedef {{ stop: () => Promise<void>, ended: Promise<number | null> }} PersonsServer */

/** @param {number} port */
export async function refuseBusyPort(port) {
  if (await isFree(port)) return;
  throw new Fault(`Port ${port} is in use; stop what listens there, or choose another with --port.`);
}

/**
 * Starts code-server, the host for a person: what they keep there is still there next time.
 * @param {{ port: number, extensions: readonly string[], address: string }} options
 * @returns {Promise<PersonsServer>}
 */
export async function startForPerson({ port, extensions, address }) {
  const parts = await ensureServerParts();
  const folder = join(kept, 'start');
  const userDataDir = join(folder, 'user');
  await mkdir(userDataDir, { recursive: true });
  await access(join(userDataDir, 'User', 'settings.json')).catch(() =>
    writeSettings(userDataDir, personsSettings),
  );
  const sockets = await mkdtemp(join(tmpdir(), 'vs-'));
  const common = [
    join(parts.codeServer, 'out', 'node', 'entry.js'),
    ...[
      '--config',
      join(folder, 'config.yaml'),
      '--user-data-dir',
      userDataDir,
      '--extensions-dir',
      join(folder, 'extensions'),
    ],
    ...['--session-socket', join(sockets, 'session.sock'), '--disable-telemetry'],
  ];
  // code-server lets $PORT overrule the address it's given.
  const environment = {
    ...cleanEnvironment(scratchIn(sockets)),
    PORT: undefined,
    PASSWORD: undefined,
    HASHED_PASSWORD: undefined,
  };
  const start = (/** @type {readonly string[]} */ args) =>
    spawnOwned(parts.node, [...common, ...args], { cwd: folder, env: environment });

  await waitingFor('Installing the packaged extension', async () => {
    const { code, output } = await finish(
      start(['--force', ...extensions.flatMap((file) => ['--install-extension', file])]),
    );
    if (code !== 0)
      throw new Fault(`VS Code could not install the extension (exit code ${code}):\n${output.trim()}`);
  });

  const flags = [
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    '--disable-proxy',
  ];
  const child = start(['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, ...flags]);
  const { output, ended } = follow(child);
  const stop = async () => {
    await endTree(child);
    await rm(sockets, { recursive: true, force: true });
  };
  await waitingFor('Starting VS Code', () => untilItAnswers(address, ended, output));
  return { stop, ended };
}

const personsSettings = { ...quietSettings, 'workbench.reduceMotion': 'auto' };

/**
 * @param {string} address
 * @param {Promise<number | null>} ended
 * @param {() => string} output
 */
async function untilItAnswers(address, ended, output) {
  let over = false;
  void ended.then(() => (over = true));
  const limit = Date.now() + 60_000;
  while (Date.now() < limit) {
    if (over) throw new Fault(`VS Code ended before it was ready. It said:\n${output().trim()}`);
    const answer = await fetch(address, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Fault(`VS Code did not answer within a minute. It said:\n${output().trim()}`);
}

/** @param {import('node:child_process').ChildProcess} child */
function follow(child) {
  let output = '';
  const onData = (/** @type {Buffer} */ chunk) => (output = (output + chunk).slice(-20_000));
  child.stdout?.on('data', onData);
  child.stderr?.on('data', onData);
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    child.once('close', resolve);
    child.once('error', (error) => {
      output += error.message;
      resolve(null);
    });
  });
  return { output: () => output, ended };
}

/** @param {import('node:child_process').ChildProcess} child */
async function finish(child) {
  const { output, ended } = follow(child);
  return { code: await ended, output: output() };
}
