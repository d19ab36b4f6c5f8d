import * as vscode from 'vscode';
import type { TextFiles } from '../base/storage.js';

/** Text files below a folder of the extension's own, through VS Code's file system. */
export function createTextFiles(folder: vscode.Uri): TextFiles {
  const { fs } = vscode.workspace;
  const uriOf = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
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
