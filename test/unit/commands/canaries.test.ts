import { inspect } from 'node:util';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openLog as openModel } from '../../../src/model/logs/openLog.js';
import type { DeviceRef } from '../../../src/model/projects/project.js';
import { usualStart, type OpenLog } from '../../../src/model/logs/open/openLog.js';
import { detailsRequests } from '../../../src/panels/details/detailsRequests.js';
import type { SendRequests } from '../../../src/panels/details/detailsSending.js';
import type { WriteRequests } from '../../../src/panels/details/detailsWrites.js';
import { detailsSnapshot } from '../../../src/panels/details/detailsSnapshot.js';
import { eventWords } from '../../../src/panels/logs/eventTexts.js';
import { exportRows } from '../../../src/panels/logs/exportLogs.js';
import { logsSnapshot } from '../../../src/panels/logs/logsSnapshot.js';
import { windowDto } from '../../../src/panels/logs/windowDto.js';
import { commandIds } from '../../../src/platform/commands/commands.js';
import type { Fault } from '../../../src/simulator/faults/faults.js';
import { aWorkbench } from '../../support/commandSetup.js';
import { act, choose, enter, type } from '../../support/person.js';
import { aTree, flat } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
beforeEach(async () => (bench = await aWorkbench()));
afterEach(() => bench.end());

/** Everything that a person, a file, a page or another extension could get to see. */
const seen: unknown[] = [];

async function openDetails(ref: DeviceRef): Promise<void> {
  const details = bench.core.details.open(ref);
  await details.refresh('person');
  await details.extras.factory.load('person');
  const state = details.state();
  const context = {
    device: (deviceId: string) => bench.core.devices.device({ ...ref, deviceId }),
    iconUrl: () => undefined,
    attributeLabels: new Map<string, string>(),
    weightUnit: 'kg' as const,
    liveIntervals: [],
  };
  seen.push(detailsSnapshot(state, context));
  const copied: string[] = [];
  const { copy } = detailsRequests({
    details,
    // None of them is asked for here.
    writes: {} as WriteRequests,
    sending: {} as SendRequests,
    copy: (text) => Promise.resolve(void copied.push(text)),
    openDevice: () => undefined,
    showExtensionLog: () => undefined,
    openDeviceLog: () => undefined,
    runAction: () => undefined,
    editPoint: () => Promise.resolve(),
    showInSource: () => Promise.resolve(),
    openProduct: () => Promise.resolve(),
    importModel: () => Promise.resolve(),
  }).requests;
  for (const of of ['json', 'problem'] as const) {
    await copy.handle({ of }, new AbortController().signal).catch((error: unknown) => seen.push(error));
  }
  seen.push(copied);
  details.dispose();
}

/** A log as its page gets to see it, and what is exported of it. */
async function openLog({ projectId, deviceId }: DeviceRef): Promise<void> {
  const log = openModel(bench.core.logs, { projectId, deviceIds: [deviceId] }, eventWords());
  void log.devices.read('person');
  await log.session.run(usualStart.query);
  await inFile(log, { projectId, deviceId });
  const archive = { of: () => undefined, possible: () => ({ possible: true }) };
  const files = { of: () => undefined };
  const project = bench.core.projects.get(projectId);
  seen.push(logsSnapshot(log, { logs: bench.core.logs, project, archive, files }));
  seen.push(windowDto(log, { index: 0, count: 300 }));
  await exportRows(log, { format: 'jsonl', to: 'document' }, (_, text) => {
    seen.push(text);
    return Promise.resolve(() => true);
  });
  log.dispose();
}

/** What another program reads of a log that follows. */
async function inFile({ session }: OpenLog, ref: DeviceRef): Promise<void> {
  const { files } = bench.core.logs;
  await files.set(ref, true);
  session.follow(true);
  if (session.table.size === 0) return;
  const { current } = files.paths(ref);
  const text = await vi.waitUntil(() => existsSync(current) && readFileSync(current, 'utf8'), 10_000);
  expect(text).toContain(ref.deviceId);
  seen.push(text);
}

async function lookAround(projectId: string): Promise<void> {
  const { tree, rows, item } = aTree(bench.core);
  for (const { node } of flat(await rows())) {
    // The command's argument is the row itself, which stays in this process.
    const { command: _, ...shown } = tree.resolveTreeItem(item(node) as never, node);
    seen.push(shown);
  }
  tree.dispose();
  for (const deviceId of bench.cloud.truth.deviceIds().slice(0, 3))
    await openDetails({ projectId, deviceId });
  for (const deviceId of bench.cloud.truth.deviceIds().slice(-2)) await openLog({ projectId, deviceId });
}

/** What can be done to devices, without anything that hands out keys because it was asked to. */
async function operate(projectId: string): Promise<void> {
  const { run, core } = bench;
  const refs = [...core.devices.knownOf(projectId).keys()]
    .slice(-4)
    .map((deviceId) => ({ projectId, deviceId }));
  const [ref] = refs;
  workbench.answerTo = (_, [button]) => button;
  act(type('Marker'));
  await run(commandIds.addLogMarker);
  await run(commandIds.openLogs, refs);
  await run(commandIds.tellWhenOnline, ref);
  act(type('Another name'));
  await run(commandIds.renameDevice, ref);
  await run(commandIds.resetDevice, ref);
  act(enter, type(String(refs.length)));
  await run(commandIds.deleteDevice, refs);
  await run(commandIds.factoryData, refs);
  act(choose('CSV'), choose('Without local keys'), choose('Open in a new editor'));
  await run(commandIds.exportDevices, { projectId });
  act(choose('Without secrets'));
  await run(commandIds.copyDeviceJson, ref);
  workbench.answerTo = () => undefined;
}

it('secrets reach nobody: no log, state, message, row, page, clipboard or error, whatever goes wrong', async () => {
  const { cloud, vault, keys, run } = bench;
  const stored: string[] = [];
  vault.onDidChange((key) => stored.push(vault.values.get(key) ?? ''));

  const projectId = String(
    await run(commandIds.addProject, { name: 'Bench', ...keys, schema: bench.schema }),
  );
  await lookAround(projectId);
  const tokens = stored.flatMap((text) => [...text.matchAll(/"(?:access|refresh)Token":"([^"]+)"/g)]);
  const localKeys = cloud.truth.deviceIds().map((id) => cloud.truth.device(id)?.['local_key']);
  const found = [keys.accessSecret, ...tokens.map(([, token]) => token), ...localKeys];
  const secrets = found.flatMap((secret) => (typeof secret === 'string' && secret !== '' ? [secret] : []));
  expect(secrets.length).toBeGreaterThan(10);

  // A cloud that says back whatever it was told, in every form that isn't tried again.
  const msg = secrets.slice(0, 4).join(' ');
  const faults: Fault[] = [
    { kind: 'code', code: 1106, msg },
    { kind: 'code', code: 424_242, msg },
    { kind: 'code', code: 1004, msg },
    { kind: 'status', status: 403 },
    { kind: 'redirect', location: `https://elsewhere.invalid/?${msg}` },
    { kind: 'wrongTypes', index: 1 },
  ];
  for (const fault of faults) {
    const active = cloud.faults.add({ fault });
    await run(commandIds.refresh);
    await lookAround(projectId);
    await operate(projectId);
    act(type('stranger'));
    await run(commandIds.addUser, { projectId }).catch((error: unknown) => seen.push(error));
    const again = { ...keys, name: 'Again', accessId: 'another' };
    await run(commandIds.addProject, again).catch((error: unknown) => seen.push(error));
    active.remove();
  }
  seen.push(act(type('another'), type(keys.accessSecret), choose('Custom endpoint…'), type(keys.endpoint)));
  await run(commandIds.addProject);
  await run(commandIds.addProject, { ...keys, accessSecret: [keys.accessSecret] }).catch((error: unknown) =>
    seen.push(error),
  );

  const { errors, questions, inputs, progress, contextKeys, log } = workbench;
  seen.push({ errors, questions, inputs, progress, contextKeys, log, clipboard: workbench.clipboard });
  const { messages, documents, progressMessages } = workbench;
  seen.push({ messages, documents, progressMessages, reports: bench.documents });
  seen.push(bench.logged, bench.state.values, bench.core.projects.list());
  const everything = inspect(seen, {
    depth: 30,
    maxArrayLength: null,
    maxStringLength: null,
  });
  expect(bench.logged.length).toBeGreaterThan(50);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(8);
    expect(everything.includes(secret), `found ${secret.slice(0, 3)}…`).toBe(false);
  }
}, 60_000);
