import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/platform/commands/commands.js';
import { createCloud } from '../../../src/simulator/cloud/cloud.js';
import { startServer } from '../../../src/simulator/http/server.js';
import { settled } from '../../support/settled.js';

async function until<T>(look: () => PromiseLike<T | undefined>, what: string, ms = 20_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

suite('live values above data points', () => {
  test('follow the device, a call a minute while the file is in sight', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const cloud = createCloud({ seed: 11, isCalm: true });
    const { origin, close } = await startServer(cloud, { port: 0 });
    const { accessId, accessSecret, schema } = cloud.credentials;
    const [deviceId = ''] = cloud.truth.devicesOfProduct('socket');
    const uid = String(cloud.truth.device(deviceId)?.['uid']);
    const productId = String(cloud.truth.device(deviceId)?.['product_id']);
    const configuration = vscode.workspace.getConfiguration('tuya');
    const setLens = (mode: string | undefined) =>
      configuration.update('source.lens', mode, vscode.ConfigurationTarget.Global);
    const uri = vscode.Uri.joinPath(folder, 'mcu', 'protocol.h');
    // The device also measures by itself: what is looked for is what it said last.
    let measured = 642;
    const reporting = setInterval(() => {
      cloud.truth.addLogEvent(deviceId, { time: Date.now(), type: 7, code: 'cur_power', value: measured });
    }, 50);
    const reads = () => cloud.ledger.count('getDevice').calls;
    try {
      const projectId = await vscode.commands.executeCommand<string>(commandIds.addProject, {
        ...{ name: 'Lens', endpoint: origin, accessId, accessSecret, schema, uids: [uid] },
      });
      await vscode.commands.executeCommand(commandIds.readRest, { projectId });
      await vscode.commands.executeCommand(commandIds.openDetails, { projectId, deviceId });
      await vscode.commands.executeCommand(commandIds.openProduct, { projectId, productId });
      await vscode.commands.executeCommand(commandIds.linkSource, {
        ...{ projectId, productId, uri: uri.toString() },
      });
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      await settled(cloud);
      cloud.ledger.clear();
      await setLens('live');
      const titles = async (): Promise<readonly string[]> =>
        (
          await vscode.commands.executeCommand<vscode.CodeLens[]>(
            'vscode.executeCodeLensProvider',
            document.uri,
            50,
          )
        ).map(({ command }) => command?.title ?? '');
      const power = (value: string) => async () => {
        const all = await titles();
        return all.some((title) => title.startsWith(`live: ${value} W, read `)) ? all : undefined;
      };
      // It was read a moment ago, by the details: that is shown at once, and costs nothing.
      const shown = await until(power('64.2'), 'the value that is known');
      assert.equal(reads(), 0);
      assert.ok(shown.includes('Live values: 1 call a minute while this file is in sight'), shown.join('\n'));
      const first = shown.find((title) => title.startsWith('live: 64.2 W')) ?? '';
      assert.match(first, /^live: 64\.2 W, read (?:\d+ ?s|\d+ sec|now).* · \d+ devices?$/u);
      // It grows old until it is read anew.
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      const later = (await titles()).find((title) => title.startsWith('live: 64.2 W')) ?? '';
      assert.notEqual(later, first);
      measured = 981;
      await until(power('98.1'), 'the new value', 75_000);
      assert.equal(reads(), 1);
      assert.equal(cloud.ledger.totalCalls, 1, 'nothing else is asked');

      // Switched off, it costs nothing.
      await setLens(undefined);
      const spent = reads();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      assert.deepEqual(await titles(), []);
      assert.equal(reads(), spent);
    } finally {
      clearInterval(reporting);
      await setLens(undefined);
      await vscode.commands.executeCommand(commandIds.linkSource, {
        ...{ projectId: 'none', productId, uri: uri.toString() },
      });
      await close();
    }
  }).timeout(180_000);
});
