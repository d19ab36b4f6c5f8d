import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { killGroup } from './processGroups.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Children that must not outlive this process. @type {Set<ChildProcess>} */
const owned = new Set();
/** Ends them when this process is killed and can't. @type {ChildProcess | undefined} */
let guard;

/**
 * Starts a child in a process group of its own, so that it can be ended with everything it started.
 * If this process goes away, in whatever way, so does the child.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {ChildProcess}
 */
export function spawnOwned(command, args, options = {}) {
  guard ??= startGuard();
  const child = spawn(command, [...args], {
    detached: process.platform !== 'win32',
    windowsHide: true,
    ...options,
  });
  owned.add(child);
  tellGuard('+', child);
  child.once('exit', () => {
    // What the child itself started may still be there: the group outlives its leader.
    signalTree(child, 'SIGKILL');
    owned.delete(child);
    tellGuard('-', child);
  });
  return child;
}

/** @returns {ChildProcess} */
function startGuard() {
  process.on('exit', () => owned.forEach((child) => signalTree(child, 'SIGKILL')));
  const script = fileURLToPath(new URL('guard.mjs', import.meta.url));
  const started = spawn(process.execPath, [script], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
  });
  started.once('error', () => undefined);
  started.stdin?.on('error', () => undefined);
  // It waits for this process, not the other way round.
  started.unref();
  /** @type {import('node:net').Socket} */ (started.stdin).unref();
  return started;
}

/**
 * @param {'+' | '-'} sign
 * @param {ChildProcess} child
 */
function tellGuard(sign, { pid }) {
  if (pid !== undefined) guard?.stdin?.write(`${sign}${pid}\n`);
}

/**
 * Asks the child and its descendants to end, and insists after `patience` milliseconds.
 * @param {ChildProcess} child
 * @param {number} [patience]
 */
export async function endTree(child, patience = 3_000) {
  if (!owned.has(child)) return;
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
    signalTree(child, 'SIGTERM');
    setTimeout(() => signalTree(child, 'SIGKILL'), patience).unref();
    setTimeout(resolve, patience + 1_000).unref();
  });
}

/** Ends all children, giving them the time to clean up. */
export async function endAll() {
  await Promise.all([...owned].map((child) => endTree(child)));
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalTree({ pid, exitCode }, signal) {
  // Windows may have given the number of a process that has ended to another one.
  if (pid === undefined || (process.platform === 'win32' && exitCode !== null)) return;
  killGroup(pid, signal);
}

/**
 * The environment for a VS Code that is nobody's child: started from a VS Code terminal or under its debugger,
 * the inherited variables would make the new one talk to the old one.
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(extra = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const environment = {};
  for (const [name, value] of Object.entries(process.env)) {
    const ours = name === 'VSCODE_TEST_OPTIONS';
    if (!ours && /^(VSCODE_|CODE_SERVER_|ELECTRON_|NODE_OPTIONS$)/.test(name)) continue;
    environment[name] = value;
  }
  return { ...environment, ...extra };
}

/**
 * Runs `clean` once when the process is asked to stop, or when its parent, of whom it is a worker, is killed; then ends with
 * the given code.
 * @param {() => Promise<void>} clean
 * @param {number} [exitCode]
 */
export function onStopSignal(clean, exitCode) {
  let stopping = false;
  const stop = (/** @type {number} */ code) => {
    if (stopping) return;
    stopping = true;
    void clean().finally(() => process.exit(exitCode ?? code));
  };
  for (const [signal, number] of /** @type {const} */ ([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ])) {
    process.on(signal, () => stop(128 + number));
  }
  if (process.connected) process.once('disconnect', () => stop(1));
}
