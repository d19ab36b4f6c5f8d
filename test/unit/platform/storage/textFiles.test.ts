import * as vscode from 'vscode';
import { describe, expect, it } from 'vitest';
import { createTextFiles } from '../../../../src/platform/storage/textFiles.js';

type Fs = NonNullable<Parameters<typeof createTextFiles>[1]>;

/** Files in memory, by their path below the folder. */
function aFolder(fields: Partial<Fs> = {}) {
  const files = new Map<string, Uint8Array>();
  const pathOf = (uri: vscode.Uri): string => String((uri as unknown as unknown[])[1]);
  const need = (uri: vscode.Uri): Uint8Array => {
    const bytes = files.get(pathOf(uri));
    if (!bytes) throw new vscode.FileSystemError('none');
    return bytes;
  };
  const fs: Fs = {
    readFile: (uri) => new Promise((resolve) => resolve(need(uri))),
    writeFile: (uri, bytes) => Promise.resolve(void files.set(pathOf(uri), bytes)),
    rename: (from, to) =>
      new Promise((resolve) => {
        files.set(pathOf(to), need(from));
        files.delete(pathOf(from));
        resolve();
      }),
    delete: (uri) =>
      new Promise((resolve) => {
        need(uri);
        files.delete(pathOf(uri));
        resolve();
      }),
    readDirectory: (uri) => {
      const below = [...files.keys()].filter((path) => path.startsWith(pathOf(uri)));
      return Promise.resolve(below.map((path) => [path.slice(pathOf(uri).length), 1]));
    },
    ...fields,
  };
  const folder = 'folder' as unknown as vscode.Uri;
  return { files, text: createTextFiles(folder, fs) };
}

describe('text files', () => {
  it('are written as a whole, read, and removed', async () => {
    const { files, text } = aFolder();
    await text.write('fleets/p.json', 'what');
    expect([...files.keys()]).toEqual(['fleets/p.json']);
    expect(await text.read('fleets/p.json')).toBe('what');
    await text.remove('fleets/p.json');
    expect(await text.read('fleets/p.json')).toBeUndefined();
    await expect(text.remove('fleets/p.json')).resolves.toBeUndefined();
  });

  it('go with the drafts that other windows left of them, and of nothing else', async () => {
    const { files, text } = aFolder();
    for (const name of ['p.json', 'p.json.17.tmp', 'p.json.18.tmp', 'p2.json', 'p2.json.17.tmp']) {
      files.set(`fleets/${name}`, new Uint8Array());
    }
    await text.remove('fleets/p.json');
    expect([...files.keys()]).toEqual(['fleets/p2.json', 'fleets/p2.json.17.tmp']);
  });

  it('go even where their folder can’t be listed', async () => {
    const { files, text } = aFolder({ readDirectory: () => Promise.reject(new Error('no')) });
    files.set('fleets/p.json', new Uint8Array());
    await text.remove('fleets/p.json');
    expect(files.size).toBe(0);
  });
});
