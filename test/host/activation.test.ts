import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const id = 'tuya-device-explorer.tuya-device-explorer';

suite('activation', () => {
  test('the extension is there and activates', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
