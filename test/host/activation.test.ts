import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const id = 'tuya-device-explorer.tuya-device-explorer';

let wasActive: boolean | undefined;

// Before any other suite: each of them needs the extension.
suiteSetup(async () => {
  const [plain] = await vscode.workspace.findFiles('**/plain.c');
  if (!plain) return;
  await vscode.window.showTextDocument(plain);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  wasActive = vscode.extensions.getExtension(id)?.isActive;
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
});

suite('activation', () => {
  test('a C project alone doesn’t need the extension', () => {
    assert.equal(wasActive, false);
  });

  test('the extension is there and activates', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
