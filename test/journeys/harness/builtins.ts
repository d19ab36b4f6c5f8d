import { mkdir, readdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { kept, root } from '../../vscode/paths.mjs';
import { ensureServerParts } from '../../vscode/serverParts.mjs';

/** Of the hundred extensions that come with VS Code: its themes, its icons, and the languages of the documents we open. */
const names = [
  'theme-defaults',
  'theme-seti',
  'theme-modern-icons',
  'json',
  'markdown-basics',
  'diff',
  'log',
  'yaml',
];

const windowHelper = join(root, 'test', 'vscode', 'windowHelper');

/**
 * A folder with these alone: reading and starting all of them is a quarter of the work of opening a window. With them
 * stands the one that helps journeys.
 */
export async function builtins(all: boolean): Promise<string> {
  const { vscode } = await ensureServerParts();
  const theirs = join(vscode, 'extensions');
  const folder = join(kept, all ? 'all-builtins' : 'builtins');
  await mkdir(folder, { recursive: true });
  const entries = await readdir(theirs, { withFileTypes: true });
  const every = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const paths = (all ? every : names).map((name) => join(theirs, name));
  for (const path of [...paths, windowHelper]) {
    // A junction needs no rights of its own on Windows; elsewhere the kind means nothing.
    await symlink(path, join(folder, basename(path)), 'junction').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
  return folder;
}
