import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { VirtualDocuments } from '../../src/platform/prompts/virtualDocuments.js';
import { WorkspaceProducts } from '../../src/platform/storage/workspaceProducts.js';

suite('documents', () => {
  const documents = new VirtualDocuments('tuya-test');
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    documents.dispose();
  });

  test('two texts stand side by side in the comparison of VS Code, read-only', async () => {
    await documents.compare(
      { name: 'One (a).json', text: '{ "scale": 1 }' },
      { name: 'Two (b).json', text: '{ "scale": 2 }' },
      'One ↔ Two',
    );
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff, 'the active tab is a comparison');
    assert.equal(tab.label, 'One ↔ Two');
    const sides = await Promise.all(
      [tab.input.original, tab.input.modified].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    assert.deepEqual(
      sides.map((side) => [side.getText(), side.languageId]),
      [
        ['{ "scale": 1 }', 'json'],
        ['{ "scale": 2 }', 'json'],
      ],
    );
  });

  test('a workspace without a file of changes says nothing of products', async () => {
    const products = new WorkspaceProducts();
    assert.deepEqual(await products.read(), []);
    products.dispose();
  });
});
