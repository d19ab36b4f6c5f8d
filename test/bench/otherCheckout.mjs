// Another commit of this repository, as it would be cloned: its files and its packages.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * It stays in the temporary folder for the next run.
 * @param {string} commit
 * @returns {Promise<{ root: string, commit: string }>}
 */
export async function otherCheckout(commit) {
  const full = run('git', ['rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`]).trim();
  const root = join(tmpdir(), `device-explorer-bench-${userInfo().uid}`, full.slice(0, 12));
  const ready = join(root, '.bench-ready');
  if (!existsSync(ready)) {
    await rm(root, { recursive: true, force: true });
    await mkdir(root, { recursive: true, mode: 0o700 });
    console.error(`${commit} is checked out and installed in ${root}.`);
    const archive = `${root}.tar`;
    run('git', ['archive', '--format=tar', `--output=${archive}`, full]);
    run('tar', ['-xf', archive, '-C', root]);
    await rm(archive);
    await install(root);
    await writeFile(ready, '');
  }
  return { root, commit: full.slice(0, 7) };
}

/** @param {string} root */
async function install(root) {
  const lock = 'package-lock.json';
  const [theirs, own] = await Promise.all([readFile(join(root, lock), 'utf8'), readFile(lock, 'utf8')]);
  // The same packages are here already.
  if (theirs === own && existsSync('node_modules'))
    return symlink(resolve('node_modules'), join(root, 'node_modules'), 'dir');
  run(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'],
    root,
  );
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} [cwd]
 */
function run(command, args, cwd) {
  const { status, stdout, error } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(cwd === undefined ? {} : { cwd }),
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`“${command} ${args.join(' ')}” failed.`);
  return stdout;
}
