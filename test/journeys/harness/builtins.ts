import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { kept } from '../../vscode/paths.mjs';
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

/** A folder with these alone: reading and starting all of them is a quarter of the work of opening a window. */
export async function someBuiltins(): Promise<string> {
  const { vscode } = await ensureServerParts();
  const folder = join(kept, 'builtins');
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    // A junction needs no rights of its own on Windows; elsewhere the kind means nothing.
    await symlink(join(vscode, 'extensions', name), join(folder, name), 'junction').catch(
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      },
    );
  }
  return folder;
}
