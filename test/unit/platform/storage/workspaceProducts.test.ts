import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { WorkspaceProducts } from '../../../../src/platform/storage/workspaceProducts.js';
import { productWindow, ScriptedProducts } from '../../../support/productSetup.js';
import { tempFolder } from '../../../support/tempFolder.js';
import { Uri, workbench, workspace, workspaceEvents } from '../../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

const file = (name: string, more: object = {}) =>
  JSON.stringify({ version: 1, products: { socket: { points: { power: { name, ...more } } } } });

/** A folder of a workspace with such a file. */
function aFolder(text: string) {
  const folder = tempFolder();
  mkdirSync(join(folder, '.vscode'));
  const write = (next: string): void => writeFileSync(join(folder, '.vscode', 'tuya-products.json'), next);
  write(text);
  return { write, folder: { uri: Uri.file(folder), name: 'one' } };
}

const ref = { projectId: 'p', productId: 'socket' };
const nameOf = ({ models }: ReturnType<typeof productWindow>) => models.known(ref).points.get('power')?.name;

it('says what a team agreed on, where the workspace is trusted', async () => {
  workspace.isTrusted = false;
  workspace.workspaceFolders = [aFolder(file('Leistung')).folder];
  const products = new ScriptedProducts();
  const changes = new WorkspaceProducts();
  const window = productWindow({ folder: tempFolder(), products, workspace: changes });
  await window.models.kept(ref);
  expect(nameOf(window)).toBeUndefined();
  workspace.isTrusted = true;
  workspaceEvents.trust();
  await expect.poll(() => nameOf(window)).toBe('Leistung');
  expect(products.asked).toEqual([]);
});

it('is followed as it changes, with its folder, and stands below what the person changed', async () => {
  const one = aFolder(file('Leistung', { unit: 'W' }));
  workspace.workspaceFolders = [one.folder];
  const workspaceProducts = new WorkspaceProducts();
  const window = productWindow({
    folder: tempFolder(),
    products: new ScriptedProducts(),
    workspace: workspaceProducts,
  });
  await window.models.kept(ref);
  one.write(file('Power', { unit: 'kW' }));
  workspaceEvents.file();
  await expect.poll(() => nameOf(window)).toBe('Power');
  await window.models.override('socket', 'power', { name: 'Mine' });
  expect(window.models.known(ref).points.get('power')).toMatchObject({ name: 'Mine', unit: 'kW' });
  workspace.workspaceFolders = undefined;
  workspaceEvents.folders();
  await expect
    .poll(() => window.models.known(ref).points.get('power'))
    .toEqual({ code: 'power', name: 'Mine' });
  workspaceProducts.dispose();
});

it('is nothing where it is too large, broken, or of another shape', async () => {
  const folder = tempFolder();
  for (const text of ['{', '[]', JSON.stringify({ version: 2, products: {} }), ' '.repeat(2_000_001)]) {
    workspace.workspaceFolders = [aFolder(text).folder];
    const window = productWindow({
      folder,
      products: new ScriptedProducts(),
      workspace: new WorkspaceProducts(),
    });
    await window.models.kept(ref);
    expect(window.models.known(ref).points.size).toBe(0);
  }
});

it.skipIf(process.platform === 'win32')(
  'is read of a file only: a link may lead to what has no end',
  async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, '.vscode'));
    symlinkSync('/dev/null', join(folder, '.vscode', 'tuya-products.json'));
    workspace.workspaceFolders = [{ uri: Uri.file(folder), name: 'one' }];
    const readFile = vi.spyOn(workspace.fs, 'readFile');
    expect(await new WorkspaceProducts().read()).toEqual([]);
    expect(readFile).not.toHaveBeenCalled();
  },
);
