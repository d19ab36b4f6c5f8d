import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/platform/commands/commands.js';
import { createCloud, type Cloud } from '../../src/simulator/cloud/cloud.js';
import { startServer } from '../../src/simulator/http/server.js';

suite('log files, by command', () => {
  let cloud: Cloud;
  let close: () => Promise<void>;
  let ref: { projectId: string; deviceId: string };

  suiteSetup(async () => {
    cloud = createCloud({ seed: 23, isCalm: true });
    const server = await startServer(cloud, { port: 0 });
    ({ close } = server);
    await vscode.extensions.getExtension('tuya-device-explorer.tuya-device-explorer')?.activate();
    const { accessId, accessSecret, schema, uids } = cloud.credentials;
    const [deviceId = ''] = cloud.truth.devicesOfProduct('climate');
    const projectId = await vscode.commands.executeCommand<string>(commandIds.addProject, {
      ...{ name: 'Log files', endpoint: server.origin, accessId, accessSecret, schema, uids },
    });
    ref = { projectId, deviceId };
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await close();
  });

  function report(value: string): void {
    cloud.truth.addLogEvent(ref.deviceId, { time: Date.now(), type: 7, code: 'va_temperature', value });
  }

  test('switched on, the log opens and goes to a file, which opens, is shown, and has a terminal beside it', async () => {
    report('9211');
    await vscode.commands.executeCommand(commandIds.switchLogFile, ref);
    await until(
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.startsWith('Log') === true,
      'the log',
    );
    let path: string | undefined;
    await until(async () => {
      await vscode.commands.executeCommand(commandIds.openLogFile, ref);
      path = vscode.window.activeTextEditor?.document.uri.fsPath;
      return path?.endsWith(`${ref.deviceId}.jsonl`) === true;
    }, 'the file');
    assert.ok(path !== undefined);
    const uri = vscode.Uri.file(path);
    const lines = async (): Promise<Record<string, unknown>[]> =>
      Buffer.from(await vscode.workspace.fs.readFile(uri))
        .toString('utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.ok((await lines()).some(({ value }) => value === '9211'));

    await vscode.commands.executeCommand(commandIds.openLogFileTerminal, ref);
    // Tasks that ran before may have left theirs.
    const isThere = ({ creationOptions }: vscode.Terminal): boolean =>
      'cwd' in creationOptions &&
      creationOptions.cwd instanceof vscode.Uri &&
      creationOptions.cwd.fsPath === vscode.Uri.joinPath(uri, '..').fsPath;
    await until(() => vscode.window.terminals.some(isThere), 'the terminal');
    await vscode.commands.executeCommand(commandIds.revealLogFile, ref);

    await vscode.commands.executeCommand(commandIds.openLogs, ref);
    report('9222');
    await until(async () => (await lines()).some(({ value }) => value === '9222'), 'the next row');
    await vscode.commands.executeCommand(commandIds.switchLogFile, { ...ref, on: false });
    const { length } = await lines();
    report('9233');
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    assert.equal((await lines()).length, length);
  });

  test('the archives’ place is shown, also where there is none yet', async () => {
    assert.equal(await vscode.commands.executeCommand(commandIds.revealArchive), undefined);
  });
});

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 25_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
