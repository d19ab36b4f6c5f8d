import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { kept, root } from '../vscode/paths.mjs';
import { spawnOwned } from '../vscode/processes.mjs';

/**
 * The script behind a tool's command, so that it runs on this Node without a shell.
 * @param {string} name npm package
 * @param {string} [command] where the package has several
 */
export function tool(name, command) {
  const folder = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command ?? name]);
}

/**
 * Runs a script on this Node.
 * @param {readonly string[]} args
 * @param {(text: string) => void} say gets what it prints
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>} did it end well?
 */
export async function runTool(args, say, env = {}) {
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const child = spawnOwned(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...colour, ...env },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', say);
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

/** @param {string} name */
export async function reportFile(name) {
  const folder = join(kept, 'results');
  await mkdir(folder, { recursive: true });
  return join(folder, `${name.replaceAll(/\W+/g, '-').toLowerCase()}.json`);
}
