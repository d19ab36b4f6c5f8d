import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/platform/commands/commands.js';
import { createCloud, type Cloud } from '../../src/simulator/cloud/cloud.js';
import { startServer } from '../../src/simulator/http/server.js';

const dispatchers = () =>
  [1, 2].map((n) => Reflect.get(globalThis, Symbol.for(`undici.globalDispatcher.${n}`)));

suite('cloud projects, by command', () => {
  let cloud: Cloud;
  let origin: string;
  let close: () => Promise<void>;
  let project: Record<string, unknown>;

  suiteSetup(async () => {
    cloud = createCloud({ seed: 7, isCalm: true });
    ({ origin, close } = await startServer(cloud, { port: 0 }));
    const { accessId, accessSecret, schema, uids } = cloud.credentials;
    await vscode.extensions.getExtension('tuya-device-explorer.tuya-device-explorer')?.activate();
    project = { name: 'Host test', endpoint: origin, accessId, accessSecret, schema, uids: [uids[0]] };
  });
  suiteTeardown(() => close());

  const add = (fields: Record<string, unknown> = {}) =>
    vscode.commands.executeCommand<unknown>(commandIds.addProject, { ...project, ...fields });

  test('every command is there', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(commandIds).filter((id) => !known.has(id)),
      [],
    );
  });

  test('the demo is added once, and asks no cloud', async () => {
    const id = await vscode.commands.executeCommand(commandIds.addDemoProject);
    assert.equal(typeof id, 'string');
    assert.equal(await vscode.commands.executeCommand(commandIds.addDemoProject), id);
    assert.equal(cloud.ledger.totalCalls, 0);
  });

  test('a project that cannot be used is refused with the reason', async () => {
    await assert.rejects(() => Promise.resolve(add({ accessSecret: 'wrong' })), /accessSecret/);
    await assert.rejects(() => Promise.resolve(add({ schema: 'nobodys-app' })), /schema/);
    await assert.rejects(() => Promise.resolve(add({ uids: ['stranger'] })), /stranger/);
    await assert.rejects(() => Promise.resolve(add({ endpoint: 'http://openapi.tuyaeu.com' })), /endpoint/);
  });

  test('a project is added, shown and read in the tree; no secret comes back', async () => {
    const before = dispatchers();
    const id = await add();
    assert.equal(typeof id, 'string');
    assert.ok(!JSON.stringify(id).includes(cloud.credentials.accessSecret));
    await vscode.commands.executeCommand('tuya.devices.focus');
    await until(() => cloud.ledger.count('listSubDevices').calls > 0, 'the tree to ask for sub-devices');
    assert.deepEqual(dispatchers(), before, 'the dispatchers of the process have changed');
    await assert.rejects(() => Promise.resolve(add()), /Host test/);
  });

  test('refreshing reads the lists again', async () => {
    const before = cloud.ledger.count('listDevices').calls;
    await vscode.commands.executeCommand(commandIds.refresh);
    assert.equal(cloud.ledger.count('listDevices').calls, before + 1);
  });
});

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`Waited in vain for ${what}.`);
}
