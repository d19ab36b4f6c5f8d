import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packedAnew } from '../package/deflate.mjs';
import { Fault } from './fault.mjs';
import { companion, kept, root, vsix } from './paths.mjs';
import { spawnOwned } from './processes.mjs';

// The bundle holds all it needs, and no repository has an address yet that links of the README could lead to.
const offline = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];

// Files of an archive bear this time, in this zone: the same files make the same archive.
const sameTimes = { SOURCE_DATE_EPOCH: '1767225600', TZ: 'UTC' };

/**
 * Builds for production and packages the extension as people install it.
 * @returns {Promise<string>} the .vsix
 */
export async function packageExtension() {
  await mkdir(join(root, 'dist'), { recursive: true });
  const readme = 'dist/README.md';
  await writeFile(join(root, readme), withoutPictures(await readFile(join(root, 'README.md'), 'utf8')));
  await vsce(root, vsix, ['--readme-path', readme]);
  await writeFile(vsix, await packedAnew(await readFile(vsix)));
  return vsix;
}

/**
 * The README as it is packaged: a picture of a window weighs as much as all of the code that draws it, and whoever reads it
 * there has the window before them.
 * @param {string} readme
 */
export function withoutPictures(readme) {
  return readme.replace(/^!\[[^\]\n]*\]\(media\/[^)\n]*\)\n\n/gm, '');
}

/**
 * Packages the little extension that shows the demo when `npm start` opens a window.
 * @returns {Promise<string>} the .vsix
 */
export async function packageCompanion() {
  await mkdir(kept, { recursive: true });
  const file = join(kept, 'companion.vsix');
  await vsce(companion, file, ['--skip-license']);
  return file;
}

/**
 * @param {string} folder
 * @param {string} out
 * @param {readonly string[]} [flags]
 */
async function vsce(folder, out, flags = []) {
  const { bin } = JSON.parse(
    await readFile(join(root, 'node_modules', '@vscode', 'vsce', 'package.json'), 'utf8'),
  );
  const script = join(root, 'node_modules', '@vscode', 'vsce', bin.vsce);
  await runNode([script, 'package', ...offline, '--out', out, ...flags], folder, sameTimes);
}

/**
 * Runs a script of ours or of a tool on this Node; what it says is shown only if it fails.
 * @param {readonly string[]} args
 * @param {string} [cwd]
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function runNode(args, cwd = root, env = {}) {
  const child = spawnOwned(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0)
    throw new Fault(`${args.slice(0, 2).join(' ')} failed with exit code ${code}:\n${output.trim()}`);
}
