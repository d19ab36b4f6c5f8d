import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { agentToolNames } from '../../src/languages/registerAgents.js';
import { commandIds } from '../../src/platform/commands/commands.js';
import { createCloud, type Cloud } from '../../src/simulator/cloud/cloud.js';
import { startServer } from '../../src/simulator/http/server.js';

/** Ends at once, with success. */
function flashTask(): vscode.Task {
  const closed = new vscode.EventEmitter<number>();
  const terminal: vscode.Pseudoterminal = {
    onDidWrite: new vscode.EventEmitter<string>().event,
    onDidClose: closed.event,
    open: () => closed.fire(0),
    close: () => undefined,
  };
  const run = new vscode.CustomExecution(() => Promise.resolve(terminal));
  return new vscode.Task({ type: 'tuya-test' }, vscode.TaskScope.Workspace, 'Flash', 'test', run);
}

suite('tools for language models', () => {
  let cloud: Cloud;
  let close: () => Promise<void>;
  let device: string;
  const project = 'Agents';
  /** Everything that was told, errors too. */
  const told: string[] = [];
  /** A question of each tool that it can answer. */
  const questions = (): readonly (readonly [(typeof agentToolNames)[number], object])[] => [
    ['tuya_list_devices', { project }],
    ['tuya_get_device', { project, deviceId: device, addresses: true }],
    ['tuya_get_product_model', { project, deviceId: device }],
    ['tuya_query_log', { project, deviceId: device, lastMinutes: 600 }],
    ['tuya_wait_until', { project, deviceId: device, condition: 'reports', sinceS: 600, timeoutS: 1 }],
    ['tuya_get_call_budget', { project }],
    ['tuya_explain_code', { code: 1106 }],
  ];

  async function ask(
    name: string,
    input: object,
    token: vscode.CancellationToken = new vscode.CancellationTokenSource().token,
  ): Promise<Record<string, unknown>> {
    try {
      const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
      const [part] = content;
      assert.ok(part instanceof vscode.LanguageModelTextPart, 'an answer is text');
      told.push(part.value);
      return JSON.parse(part.value) as Record<string, unknown>;
    } catch (error) {
      told.push(error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error));
      throw error;
    }
  }

  suiteSetup(async () => {
    cloud = createCloud({ seed: 11, isCalm: true });
    const { origin, close: end } = await startServer(cloud, { port: 0 });
    close = end;
    const { accessId, accessSecret, schema, uids } = cloud.credentials;
    await vscode.commands.executeCommand(commandIds.addProject, {
      ...{ name: project, endpoint: origin, accessId, accessSecret, schema, uids: [uids[0]] },
    });
    const { devices } = await ask('tuya_list_devices', { project, filter: 'Socket', refresh: true });
    device = (devices as { id: string }[])[0]?.id ?? '';
    assert.ok(device, 'a device is listed');
  });
  suiteTeardown(() => close());

  test('all of them are there', () => {
    const known = vscode.lm.tools.map(({ name }) => name);
    assert.deepEqual(
      agentToolNames.filter((name) => !known.includes(name)),
      [],
    );
  });

  test('each answers, and none tells a secret', async () => {
    for (const [name, input] of questions()) {
      const answer = await ask(name, input);
      assert.ok(Object.keys(answer).length > 1, name);
      const text = JSON.stringify(answer);
      assert.ok(!text.includes(cloud.credentials.accessSecret), name);
      assert.doesNotMatch(text, /local_?key/iu, name);
    }
    const model = await ask('tuya_get_product_model', { project, deviceId: device });
    assert.ok((model['dataPoints'] as unknown[]).length > 0, 'the model is read');
  });

  test('flash, wait, look, verdict: the loop of an agent, in at most six calls', async () => {
    const before = cloud.ledger.totalCalls;
    const flashed = new Promise<void>((resolve) => {
      const listening = vscode.tasks.onDidEndTask(({ execution }) => {
        if (execution.task.name !== 'Flash') return;
        listening.dispose();
        resolve();
      });
    });
    await vscode.tasks.executeTask(flashTask());
    await flashed;
    // The device starts anew, and reports.
    const at = Date.now();
    cloud.truth.addLogEvent(device, { time: at, type: 9 });
    cloud.truth.addLogEvent(device, { time: at + 5, type: 7, code: 'switch_1', value: 'true' });
    const met = await ask('tuya_wait_until', {
      ...{
        project,
        deviceId: device,
        code: 'switch_1',
        condition: 'eq',
        value: true,
        sinceS: 5,
        timeoutS: 30,
      },
    });
    assert.equal(met['met'], true, JSON.stringify(met));
    const log = await ask('tuya_query_log', { project, deviceId: device, lastMinutes: 1, rows: 5 });
    const { byType } = log['statistics'] as { byType: Record<string, number> };
    assert.ok((byType['restart'] ?? 0) >= 1, JSON.stringify(byType));
    assert.ok((byType['report'] ?? 0) >= 1, JSON.stringify(byType));
    assert.ok(cloud.ledger.totalCalls - before <= 6, `${cloud.ledger.totalCalls - before} calls`);
  });

  test('whatever a model passes is looked at', async () => {
    for (const [name, input] of [
      ['tuya_get_device', {}],
      ['tuya_get_device', { deviceId: 7 }],
      ['tuya_list_devices', { limit: 'all' }],
      ['tuya_get_product_model', { deviceId: ['a'] }],
      ['tuya_query_log', { deviceId: device, from: 'once' }],
      ['tuya_wait_until', { deviceId: device, condition: 'feels' }],
      ['tuya_get_call_budget', { project: 5 }],
      ['tuya_explain_code', { code: {} }],
      ['tuya_send_data_point', { deviceId: device }],
    ] as const)
      await assert.rejects(() => ask(name, input), /can’t be used/u, name);
  });

  test('a question that is given up ends', async () => {
    const source = new vscode.CancellationTokenSource();
    const waiting = ask(
      'tuya_wait_until',
      { project, deviceId: device, code: 'nothing', condition: 'reports', timeoutS: 600 },
      source.token,
    );
    setTimeout(() => source.cancel(), 300);
    await assert.rejects(() => waiting, /Canceled|Cancelled/u);
  });

  test('each ends with its question', async () => {
    const before = cloud.ledger.totalCalls;
    for (const [name, input] of [
      ...questions(),
      ['tuya_send_data_point', { project, deviceId: device, code: 'switch_1', value: true }],
    ] as const) {
      const source = new vscode.CancellationTokenSource();
      source.cancel();
      await assert.rejects(() => ask(name, input, source.token), /Cancell?ed/u, name);
    }
    assert.equal(cloud.ledger.totalCalls, before);
  });

  test('of a dead cloud each tells in words, or what is known without it', async () => {
    await close();
    close = () => Promise.resolve();
    const needsNone = [
      'tuya_list_devices',
      'tuya_get_product_model',
      'tuya_get_call_budget',
      'tuya_explain_code',
    ];
    for (const [name, input] of questions())
      if (needsNone.includes(name)) await ask(name, input);
      else await assert.rejects(() => ask(name, input), /error/u, name);
  }).timeout(120_000);

  test('nothing that was told is a secret', () => {
    const keys = cloud.truth.deviceIds().map((id) => cloud.truth.device(id)?.['local_key']);
    const secrets = [cloud.credentials.accessSecret, ...keys].flatMap((secret) =>
      typeof secret === 'string' && secret.length > 8 ? [secret] : [],
    );
    assert.ok(secrets.length > 5 && told.length > 30, `${secrets.length} secrets, ${told.length} texts`);
    for (const text of told)
      for (const secret of secrets) assert.ok(!text.includes(secret), 'a secret was told');
  });
});
