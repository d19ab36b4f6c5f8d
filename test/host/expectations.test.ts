import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const name = 'lamp.tuya.yaml';

const text = `devices:
  lamp: { id: abc }
steps:
  - send: switch_led
    value: true
  - expect: switch_led
    within: 2s
  - repeat: 3
    steps:
      - wait: 1s
      - 
`;

suite('files of expectations', () => {
  let uri: vscode.Uri;
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
  });

  const offered = async (line: number, column: number): Promise<readonly string[]> => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(line, column),
    );
    return list.items
      .filter(
        ({ kind }) => kind !== vscode.CompletionItemKind.Text && kind !== vscode.CompletionItemKind.Snippet,
      )
      .map(({ label }) => (typeof label === 'string' ? label : label.label));
  };

  async function type(change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    change(edit);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  test('have a language of their own, and no other extension is needed for it', () => {
    assert.equal(document.languageId, 'tuya-expectations');
  });

  test('are marked where they are wrong, and no longer when they are right', async () => {
    await until(() => vscode.languages.getDiagnostics(uri).length === 1, 'the empty step to be marked');
    const [mark] = vscode.languages.getDiagnostics(uri);
    assert.equal(mark?.range.start.line, 10);
    await type((edit) => edit.replace(uri, new vscode.Range(10, 0, 11, 0), ''));
    await until(() => vscode.languages.getDiagnostics(uri).length === 0, 'the mark to go');
  });

  test('are completed: keys of the file, kinds of steps, keys of a step, its device', async () => {
    assert.deepEqual((await offered(10, 0)).toSorted(), ['pace', 'pause', 'project', 'restore', 'within']);
    await type((edit) => edit.insert(uri, new vscode.Position(10, 0), '  - \n'));
    assert.deepEqual((await offered(10, 4)).toSorted(), ['expect', 'repeat', 'send', 'wait']);
    const ofExpect = await offered(6, 4);
    for (const key of ['is', 'atLeast', 'p95', 'mayMiss', 'device']) assert.ok(ofExpect.includes(key), key);
    for (const key of ['expect', 'within', 'value', 'repeat']) assert.ok(!ofExpect.includes(key), key);
    await type((edit) => edit.insert(uri, new vscode.Position(7, 0), '    device: \n'));
    assert.deepEqual(await offered(7, 12), ['lamp']);
    await type((edit) => edit.delete(uri, new vscode.Range(7, 0, 8, 0)));
    await type((edit) => edit.delete(uri, new vscode.Range(10, 0, 11, 0)));
  });

  test('are explained where the pointer rests', async () => {
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new vscode.Position(6, 6),
    );
    const [content] = hover?.contents ?? [];
    assert.ok(content instanceof vscode.MarkdownString);
    assert.match(content.value, /How soon the report has to come/);
  });

  test('stand in the Test Explorer with an item for each step', async () => {
    await until(async () => (await labels()).length > 0, 'the steps to be listed');
    assert.deepEqual(await labels(), [
      '1 Send switch_led = true',
      '2 Expect switch_led as sent within 2 s',
      '3 3 times',
      '3.1 Wait 1 s',
      'lamp.tuya.yaml',
    ]);

    async function labels(): Promise<readonly string[]> {
      const tests = await vscode.commands.executeCommand<readonly Listed[]>(
        'vscode.testing.getTestsInFile',
        uri,
      );
      return tests.map(({ item }) => item.label).toSorted();
    }
  });
});

interface Listed {
  readonly item: { readonly label: string };
}

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`Waited in vain for ${what}.`);
}
