import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { TextFiles } from './storage.js';

/**
 * JSON files below a folder of the extension's own. They are written by Node and not by VS Code's file system, whose
 * rename deletes the target before it moves the draft: a window that ends between the two leaves neither. Node's rename
 * replaces the target in one step, on Windows too.
 */
export function createTextFiles(folder: string): TextFiles {
  return {
    read: async (name) => (await textOf(join(folder, name))) ?? (await wholeDraft(join(folder, name))),
    write: async (name, text) => {
      const file = join(folder, name);
      // Windows and writes side by side each have a draft of their own until it is whole.
      const draft = `${file}.${randomUUID()}.tmp`;
      await mkdir(dirname(file), { recursive: true });
      try {
        await writeFile(draft, text, { flush: true });
        await rename(draft, file);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    remove: async (name) => {
      const file = join(folder, name);
      for (const draft of await draftsOf(file)) await rm(draft, { force: true });
      await rm(file, { force: true });
    },
  };
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    // Decoded as one piece: piece by piece, a large file takes three times as long.
    return (await readFile(file)).toString('utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What an earlier window wrote and had no time to put in its place: the newest draft that is whole. */
async function wholeDraft(file: string): Promise<string | undefined> {
  const found = await Promise.all(
    (await draftsOf(file)).map(async (draft) => ({
      text: await textOf(draft),
      at: await stat(draft).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    })),
  );
  return found.sort((a, b) => b.at - a.at).find(({ text }) => text !== undefined && isJson(text))?.text;
}

async function draftsOf(file: string): Promise<string[]> {
  const prefix = `${basename(file)}.`;
  // Where the folder can't be listed there is nothing to find.
  const entries = await readdir(dirname(file)).catch(() => []);
  return entries
    .filter((entry) => entry.startsWith(prefix) && entry.endsWith('.tmp'))
    .map((entry) => join(dirname(file), entry));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
