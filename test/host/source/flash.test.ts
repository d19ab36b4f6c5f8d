import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/platform/commands/commands.js';
import { createCloud, type Cloud } from '../../../src/simulator/cloud/cloud.js';
import { startServer } from '../../../src/simulator/http/server.js';
import { settled } from '../../support/settled.js';

async function until<T>(look: () => T | undefined, what: string): Promise<T> {
  const end = Date.now() + 25_000;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Runs code of its extension, as tasks of ESP-IDF may, and ends at once. */
function customTask(exitCode: number): vscode.Task {
  const closed = new vscode.EventEmitter<number>();
  const terminal: vscode.Pseudoterminal = {
    onDidWrite: new vscode.EventEmitter<string>().event,
    onDidClose: closed.event,
    open: () => closed.fire(exitCode),
    close: () => undefined,
  };
  const run = new vscode.CustomExecution(() => Promise.resolve(terminal));
  const definition = { type: 'esp-idf', taskId: 'idf-flash-task' };
  return new vscode.Task(definition, vscode.TaskScope.Workspace, 'ESP-IDF Flash', 'test', run);
}

suite('a flash task', () => {
  let cloud: Cloud;
  let close: () => Promise<void>;
  let device: string;

  const calls = (operation: string): number =>
    cloud.ledger.entries.filter((entry) => entry.operation === operation).length;
  const differences = (): vscode.Tab[] =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input, label }) => input instanceof vscode.TabInputTextDiff && label.includes(' ↔ '));
  /** @returns its exit code, when it has ended */
  async function run(name: string): Promise<number | undefined> {
    const ended = new Promise<number | undefined>((resolve) => {
      const listening = vscode.tasks.onDidEndTaskProcess(({ exitCode, execution }) => {
        if (execution.task.name !== name) return;
        listening.dispose();
        resolve(exitCode);
      });
    });
    const tasks = await vscode.tasks.fetchTasks();
    const task = tasks.find((one) => one.name === name);
    assert.ok(task, `tasks.json has ${name}`);
    await vscode.tasks.executeTask(task);
    return ended;
  }

  suiteSetup(async function () {
    this.timeout(60_000);
    cloud = createCloud({ seed: 11, isCalm: true });
    const { origin, close: end } = await startServer(cloud, { port: 0 });
    close = end;
    const { accessId, accessSecret, schema, uids } = cloud.credentials;
    const projectId = await vscode.commands.executeCommand<string>(commandIds.addProject, {
      ...{ name: 'Flashes', endpoint: origin, accessId, accessSecret, schema, uids: [uids[0]] },
    });
    const [id = ''] = cloud.truth.devicesOfProduct('socket');
    device = id;
    await vscode.commands.executeCommand(commandIds.chooseFlashedDevice, { projectId, deviceId: device });
    await settled(cloud);
    cloud.ledger.clear();
  });
  suiteTeardown(() => close());
  setup(() => cloud.ledger.clear());

  test('of tasks.json reads the versions before and after, a call each, and what changed opens', async () => {
    const now = Date.now();
    cloud.truth.addLogEvent(device, { time: now - 1_000, type: 7, code: 'switch_1', value: false });
    const ended = run('Flash the board');
    await until(() => (calls('getDevice') === 1 ? true : undefined), 'the device to be read before');
    assert.equal(calls('getUpgradeInfos'), 1);
    cloud.truth.flash(device, '9.0.1');
    assert.equal(await ended, 0);
    cloud.truth.addLogEvent(device, { time: Date.now() + 1_000, type: 7, code: 'switch_1', value: true });
    await until(() => (calls('getUpgradeInfos') === 2 ? true : undefined), 'the versions after');
    // They are asked for; their answer is still to come.
    await settled(cloud);
    const total = cloud.ledger.totalCalls;
    assert.ok(
      total <= 8,
      `${total} calls: ${cloud.ledger.entries.map(({ operation }) => String(operation)).join()}`,
    );

    await vscode.commands.executeCommand(commandIds.compareFlash);
    const tab = await until(() => differences()[0], 'the comparison');
    assert.ok(tab.input instanceof vscode.TabInputTextDiff);
    const { original, modified } = tab.input;
    const [before, after] = await Promise.all(
      [original, modified].map(async (uri) => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    assert.match(before ?? '', /switch_1[^]*?false/u);
    assert.match(after ?? '', /switch_1[^]*?true/u);
    assert.match(tab.label, /: \d+\/\d+\/\d+, .+ ↔ \d+\/\d+\/\d+, /u);
    assert.equal(cloud.ledger.totalCalls, total, 'comparing costs no call');
    await vscode.window.tabGroups.close(tab);
  }).timeout(60_000);

  test('that fails is read before, and not after', async () => {
    assert.equal(await run('Flash a board that isn’t there'), 2);
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    assert.ok(calls('getUpgradeInfos') <= 1, 'no versions after');
    assert.ok(calls('getDevice') <= 1, 'no look after');
  });

  test('of an extension’s own kind is one, too', async () => {
    await vscode.tasks.executeTask(customTask(0));
    await until(() => (calls('getUpgradeInfos') === 1 ? true : undefined), 'the versions before');
    cloud.truth.addLogEvent(device, { time: Date.now() + 2_000, type: 7, code: 'switch_1', value: true });
    await until(() => (calls('getUpgradeInfos') === 2 ? true : undefined), 'the versions after');
  }).timeout(60_000);
});
