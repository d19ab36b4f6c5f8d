import * as vscode from 'vscode';
import type { TextFiles } from '../../base/storage.js';

type Fs = Pick<vscode.FileSystem, 'readFile' | 'writeFile' | 'rename' | 'delete' | 'readDirectory'>;

/** Text files below a folder of the extension's own, through VS Code's file system. */
export function createTextFiles(folder: vscode.Uri, fs: Fs = vscode.workspace.fs): TextFiles {
  const uriOf = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  /** A window that ended while it wrote left its draft. Nobody waits for that one: what fails here is let be. */
  const removeDrafts = async (name: string): Promise<void> => {
    const slash = name.lastIndexOf('/') + 1;
    const prefix = `${name.slice(slash)}.`;
    try {
      const entries = await fs.readDirectory(uriOf(name.slice(0, slash)));
      const drafts = entries.filter(([entry]) => entry.startsWith(prefix) && entry.endsWith('.tmp'));
      await Promise.all(drafts.map(([entry]) => fs.delete(uriOf(name.slice(0, slash) + entry))));
    } catch {
      // The folder isn't there, or another window was faster.
    }
  };
  return {
    read: async (name) => {
      try {
        return new TextDecoder().decode(await fs.readFile(uriOf(name)));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    write: async (name, text) => {
      // Windows write side by side: each has a file of its own until it is whole.
      const draft = uriOf(`${name}.${process.pid}.tmp`);
      await fs.writeFile(draft, new TextEncoder().encode(text));
      await fs.rename(draft, uriOf(name), { overwrite: true });
    },
    remove: async (name) => {
      await removeDrafts(name);
      try {
        await fs.delete(uriOf(name));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
