import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { leaveNote, takeNoteAway, waitForOther } from './onlyOne.mjs';
import { spawnOwned } from './processes.mjs';
import { waitingFor } from './say.mjs';

const offline =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED|FETCH_ERROR)\b/;

/**
 * Sees to it that a folder's `node_modules` holds exactly what its lock file names, without the packages' own scripts.
 * @param {string} folder
 * @param {string} what what is being installed, for the person who waits
 * @param {{ lock?: string, dev?: boolean, flags?: readonly string[] }} [options]
 * @returns {Promise<boolean>} was there anything to do?
 */
export async function ensureInstalled(folder, what, { flags = [], ...options } = {}) {
  if (await isInstalled(folder, options)) return false;
  if ((await waitForOther(folder)) && (await isInstalled(folder, options))) return true;
  await waitingFor(what, () => cleanInstall(folder, what, flags));
  return true;
}

/**
 * @param {string} folder
 * @param {string} what
 * @param {readonly string[]} flags
 */
async function cleanInstall(folder, what, flags) {
  const args = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const patience = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];
  const { code, output } = await runNpm(folder, [...args, ...patience, ...flags]);
  if (code === 0) return;
  const [reason] = offline.exec(output) ?? [];
  if (reason) {
    throw new Fault(
      `The npm registry can't be reached (${reason}), and it's needed for: ${lowerFirst(what)}. Connect and run this again.`,
    );
  }
  throw new Fault(`npm could not finish (${lowerFirst(what)}, exit code ${code}):\n${output.trim()}`);
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function runNpm(folder, args) {
  return new Promise((resolve, reject) => {
    // npm is a .cmd file on Windows, and those start only through a shell.
    const child = spawnOwned('npm', args, {
      cwd: folder,
      shell: process.platform === 'win32',
      env: environmentForNpm(),
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) =>
      reject(new Fault(`npm could not be started (${error.message}); it must be on the PATH.`)),
    );
    const noted = leaveNote(folder, child.pid);
    child.once('close', (code) => {
      void noted.then(() => takeNoteAway(folder)).then(() => resolve({ code, output }), reject);
    });
  });
}

/** Without what an outer `npm run` hands down, which would make this npm work in the outer one's folder. */
function environmentForNpm() {
  const environment = { ...process.env };
  for (const name of [
    'npm_config_local_prefix',
    'npm_config_prefix',
    'npm_package_json',
    'npm_config_omit',
    'NODE_ENV',
  ]) {
    delete environment[name];
  }
  return environment;
}

/**
 * True when the folder's `node_modules` holds what its lock file names. npm writes its own record as the very last
 * thing of an install, so a half-finished one has none.
 * @param {string} folder
 * @param {{ lock?: string, dev?: boolean }} [options]
 */
async function isInstalled(folder, { lock = join(folder, 'package-lock.json'), dev = true } = {}) {
  const wanted = await packagesOf(lock);
  const present = await packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const leftOut = path === '' || entry.optional || entry.devOptional || entry.peer || (entry.dev && !dev);
    return leftOut || present[path]?.version === entry.version;
  });
}

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, dev?: boolean }} LockEntry
 * @param {string} file
 * @returns {Promise<Record<string, LockEntry> | undefined>}
 */
async function packagesOf(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function lowerFirst(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
