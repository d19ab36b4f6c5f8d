import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Lazy } from '../../../../src/base/lazy.js';
import { silentLogger } from '../../../../src/base/logger.js';
import { watchTasks } from '../../../../src/commands/flash/watchTasks.js';
import { callsOfFlash } from '../../../../src/model/flash/flashReading.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import type { LinkedProduct } from '../../../../src/model/source/linkedProducts.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { fastClock } from '../../../support/fastClock.js';
import { act, choose } from '../../../support/person.js';
import { byPerson } from '../../../support/asking.js';
import {
  ProcessExecution,
  ShellExecution,
  TaskGroup,
  tasks,
  Uri,
  workbench,
  workspace,
} from '../../../support/vscodeShim.js';

const folder = Uri.parse('file:///firmware');
const clock = fastClock(200);
let bench: Awaited<ReturnType<typeof aWorkbench>>;
let plug: DeviceRef;
let listening: { dispose(): unknown };
let inLogs: DeviceRef[];
let linked: { products: LinkedProduct[]; devices: DeviceRef[] } | undefined;

beforeEach(async () => {
  bench = await aWorkbench({ clock });
  const projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  await bench.core.fleet.of(projectId).load({ kind: 'users', projectId }, byPerson());
  plug = refOf(projectId, 'Kühlschrank');
  workspace.workspaceFolders = [{ uri: folder, name: 'firmware' }];
  inLogs = [];
  linked = undefined;
  listening = watchTasks({
    core: new Lazy(() => Promise.resolve(bench.core)),
    clock,
    log: silentLogger,
    devicesInLogs: () => inLogs,
    linkedDevices: () => Promise.resolve(linked),
  });
  bench.cloud.ledger.clear();
});
afterEach(async () => {
  listening.dispose();
  await bench.end();
});

function refOf(projectId: string, name: string): DeviceRef {
  const known = [...bench.core.devices.knownOf(projectId)].find(([, { value }]) => value.name === name);
  if (!known) throw new Error(`No device ${name} is known.`);
  return { projectId, deviceId: known[0] };
}

interface FakeTask {
  readonly name: string;
  readonly definition: { readonly type: string };
  readonly execution: unknown;
  readonly scope?: unknown;
  readonly group?: unknown;
}
const flashTask = (more: Partial<FakeTask> = {}): FakeTask => ({
  ...{ name: 'Put it on', definition: { type: 'shell' }, scope: { uri: folder, name: 'firmware', index: 0 } },
  execution: new ShellExecution('idf.py -p COM3 flash'),
  ...more,
});

let startedAt = 0;
/** Starts a task, and gives what ends it. */
function start(task: FakeTask): (exitCode: number | undefined) => void {
  const execution = { task };
  startedAt = clock.now();
  tasks.startTask({ execution });
  return (exitCode) => tasks.endTask({ execution, exitCode });
}

const operations = (): string[] =>
  bench.cloud.ledger.entries.map(({ operation }) => String(operation)).filter((name) => name !== 'getToken');
const markers = () => bench.core.logs.markers.list();
const marked = () => markers().map(({ source, text }) => `${source}: ${text}`);
const versions = async (pattern: RegExp): Promise<void> => {
  await expect.poll(() => markers()[0]?.text, { timeout: 5_000 }).toMatch(pattern);
};
const reads = async (count: number): Promise<void> => {
  await expect.poll(() => operations().length, { interval: 5 }).toBeGreaterThanOrEqual(count);
};
/** Until the device is read that a task flashes which has started. */
const readBefore = async (): Promise<void> => {
  await expect
    .poll(() => bench.core.devices.device(plug)?.at ?? 0, { interval: 5 })
    .toBeGreaterThanOrEqual(startedAt);
};
/** Flashed, and not back for longer than anybody waits. */
const flashedForGood = async (task: FakeTask): Promise<void> => {
  const end = start(task);
  await readBefore();
  bench.cloud.truth.addLogEvent(plug.deviceId, { time: clock.now(), type: 2 });
  end(0);
  await expect.poll(marked).toHaveLength(1);
};
const report = (value: boolean): void =>
  bench.cloud.truth.addLogEvent(plug.deviceId, {
    time: clock.now() + 1_000,
    type: 7,
    code: 'switch_1',
    value,
  });
const firmware = async (): Promise<string> => {
  const client = await bench.core.connections.client(plug.projectId, byPerson());
  const [wifi] = await client.devices.firmware(plug.deviceId);
  bench.cloud.ledger.clear();
  return wifi?.version ?? '';
};

describe('a flash of the device that was chosen', () => {
  beforeEach(() => bench.run('tuya.chooseFlashedDevice', plug));

  it('draws a marker with the versions before and after, a call each', async () => {
    const before = await firmware();
    const end = start(flashTask());
    await readBefore();
    bench.cloud.truth.flash(plug.deviceId, '9.0.1');
    report(true);
    const began = clock.now();
    end(0);
    const ended = clock.now();
    await versions(/→ 9\.0\.1/u);
    expect(markers()[0]?.text).toMatch(
      new RegExp(`^Put it on · flashed ‘Kühlschrank’ · Wi-Fi ${before} → 9\\.0\\.1, MCU 1\\.\\d\\.\\d$`, 'u'),
    );
    expect(markers()).toHaveLength(1);
    expect(markers()[0]?.source).toBe('flash');
    const { time = 0 } = markers()[0] ?? {};
    expect(began <= time && time <= ended).toBe(true);
    expect(operations()).toEqual(['getUpgradeInfos', 'getDevice', 'getDevice', 'getUpgradeInfos']);
    expect(operations()).toHaveLength(callsOfFlash.least);
  });

  it('shows how the data points differ across it, without another call', async () => {
    report(false);
    await clock.sleep(2_000);
    const end = start(flashTask());
    await readBefore();
    report(true);
    end(0);
    await versions(/as before/u);
    const calls = operations().length;
    await bench.run('tuya.compareFlash', { marker: markers()[0]?.id });
    await bench.run('tuya.compareFlash');
    expect(operations()).toHaveLength(calls);
    expect(bench.comparisons).toHaveLength(2);
    const [{ left, right, title } = { left: undefined, right: undefined, title: '' }] = bench.comparisons;
    expect(left?.text).toMatch(/switch_1[^]*?false/u);
    expect(right?.text).toMatch(/switch_1[^]*?true/u);
    // A day, and a time of the day.
    expect(title).toMatch(/^Kühlschrank: \d+\/\d+\/\d+, .+ ↔ \d+\/\d+\/\d+, /u);
  });

  it('says that it failed, and reads no more', async () => {
    const end = start(flashTask());
    await reads(2);
    end(2);
    const killed = start(flashTask());
    await reads(4);
    killed(undefined);
    const stopped = start(flashTask());
    await reads(6);
    // A monitor that is left by Ctrl+C, on Windows and elsewhere.
    stopped(130);
    start(flashTask())(0xc0_00_01_3a);
    await expect.poll(marked).toHaveLength(4);
    expect(marked().sort()).toEqual([
      'task: Put it on · flash ended without an exit code',
      'task: Put it on · flash failed, exit code 2',
      'task: Put it on · interrupted, exit code 130',
      'task: Put it on · interrupted, exit code 3221225786',
    ]);
    const calls = operations().length;
    await clock.sleep(10_000);
    expect(operations().length).toBeLessThanOrEqual(calls + 2);
    expect(operations().length).toBeLessThanOrEqual(8);
  });

  it('says that the device stayed away', async () => {
    bench.cloud.truth.addLogEvent(plug.deviceId, { time: clock.now(), type: 2 });
    const end = start(flashTask());
    await readBefore();
    end(0);
    await versions(
      /· Wi-Fi [\d.]+ → \?.* · version after unknown: the device didn’t come back online within two minutes$/u,
    );
    expect(operations().filter((name) => name === 'getUpgradeInfos')).toHaveLength(1);
    expect(operations().length).toBeLessThanOrEqual(callsOfFlash.most);
    // It is read when somebody compares: what was known of it then is from before.
    const calls = operations().length;
    await bench.run('tuya.compareFlash');
    expect(operations().slice(calls)).toEqual(['getDevice']);
  });

  it('takes nothing for the version before that comes once the device may be back', async () => {
    bench.cloud.faults.add({
      fault: { kind: 'stall', what: 'headers' },
      operation: 'getUpgradeInfos',
      nth: 1,
    });
    const end = start(flashTask());
    await reads(1);
    report(true);
    end(0);
    await versions(/Wi-Fi \? → [\d.]+.* · version before unknown: not read$/u);
  });

  it.each([
    [1106, /version before unknown: .+ · version after unknown: .+/u],
    [28841105, /version before unknown: .+ · version after unknown: .+/u],
  ])('says why the cloud refuses to tell versions: %i', async (code, expected) => {
    bench.cloud.faults.add({ fault: { kind: 'code', code }, operation: 'getUpgradeInfos' });
    const end = start(flashTask());
    await readBefore();
    report(true);
    end(0);
    await versions(expected);
    // The data points are compared all the same.
    await bench.run('tuya.compareFlash');
    expect(bench.comparisons).toHaveLength(1);
  });

  it('costs nothing once the month’s budget is used up, and says so', async () => {
    await bench.core.projects.update(plug.projectId, (old) => ({ ...old, callBudget: 1 }));
    await expect.poll(() => bench.core.budget.mayRunAutomatically(plug.projectId)).toBe(false);
    bench.cloud.ledger.clear();
    start(flashTask())(0);
    await versions(/version before unknown: .+ · version after unknown: /u);
    expect(bench.cloud.ledger.totalCalls).toBe(0);
    expect(workbench.questions).toEqual([]);
  });

  it('reads nothing where that is switched off', async () => {
    workbench.configuration.set('tuya.logs.readFlashedDevice', false);
    start(flashTask())(0);
    await expect.poll(marked).toEqual(['flash: Put it on · flashed ‘Kühlschrank’']);
    expect(operations()).toEqual([]);
  });

  it('is one at a time: the next one ends the waiting of the last', async () => {
    await flashedForGood(flashTask({ name: 'One' }));
    const end = start(flashTask({ name: 'Two' }));
    await expect.poll(() => marked()[0]).toMatch(/One .*version after unknown: not read$/u);
    end(2);
  });

  it('ends with the window, and says what it has', async () => {
    await flashedForGood(flashTask());
    listening.dispose();
    await versions(/version after unknown: not read$/u);
    const calls = operations().length;
    start(flashTask())(0);
    await clock.sleep(10_000);
    expect(operations()).toHaveLength(calls);
  });

  it('is drawn where its start was missed', async () => {
    tasks.endTask({ execution: { task: flashTask() }, exitCode: 0 });
    report(true);
    await versions(/Wi-Fi \? → [\d.]+.* · version before unknown: not read$/u);
  });

  it('can be taken back', async () => {
    act(choose('Forget the Device'));
    await bench.run('tuya.chooseFlashedDevice');
    start(flashTask())(0);
    await expect.poll(marked).toEqual(['flash: Put it on · flashed, no device linked']);
    expect(operations()).toEqual([]);
  });
});

describe('which device a flash is of', () => {
  it('isn’t guessed: without a link, nothing is read and nobody is bothered', async () => {
    start(flashTask())(0);
    await expect.poll(marked).toEqual(['flash: Put it on · flashed, no device linked']);
    expect(operations()).toEqual([]);
    expect(workbench.messages).toEqual([]);
  });

  it('isn’t the one whose log happens to be open: a person is asked once, and one press says so', async () => {
    inLogs = [plug, plug];
    start(flashTask())(0);
    await expect.poll(marked).toEqual(['flash: Put it on · flashed, no device linked']);
    await expect.poll(() => workbench.messages).toHaveLength(1);
    expect(operations()).toEqual([]);
    expect(bench.core.flashedDevices.of(folder.toString())).toBeUndefined();
  });

  it('is the one whose log is open once a person has pressed its name, for the folder of the task', async () => {
    inLogs = [plug];
    workspace.workspaceFolders = [
      { uri: Uri.parse('file:///other'), name: 'other' },
      { uri: folder, name: 'firmware' },
    ];
    workbench.pressOn = (_, [first]) => first;
    start(flashTask())(0);
    await expect.poll(() => bench.core.flashedDevices.of(folder.toString())).toEqual(plug);
    expect(bench.core.flashedDevices.of('file:///other')).toBeUndefined();
    start(flashTask())(0);
    await reads(2);
  });

  it('is asked once where several are open', async () => {
    inLogs = [plug, refOf(plug.projectId, 'Schreibtisch')];
    start(flashTask())(0);
    await expect.poll(() => workbench.messages).toHaveLength(1);
    start(flashTask())(0);
    await expect.poll(marked).toHaveLength(2);
    expect(workbench.messages).toHaveLength(1);
    expect(operations()).toEqual([]);
  });

  it('is the one of the linked product, and of no other', async () => {
    linked = { products: [{ productId: 'other' }], devices: [] };
    inLogs = [plug];
    start(flashTask())(0);
    await expect.poll(marked).toEqual(['flash: Put it on · flashed, no device linked']);
    const productId = bench.core.devices.device(plug)?.value.productId ?? '';
    const devices = [plug, refOf(plug.projectId, 'Schreibtisch')];
    linked = { products: [{ productId, projectId: 'another' }], devices };
    start(flashTask())(0);
    await expect.poll(marked).toHaveLength(2);
    expect(operations()).toEqual([]);
    linked = { products: [{ productId }], devices };
    start(flashTask())(0);
    await reads(2);
  });
});

describe('tasks', () => {
  const end = (task: FakeTask, exitCode?: number): void => tasks.endTask({ execution: { task }, exitCode });
  const plain = (name: string, more: Partial<FakeTask> = {}): FakeTask =>
    flashTask({ name, execution: new ProcessExecution('make', ['all']), ...more });

  it('of the names that were set flash, unless they only build', async () => {
    workbench.configuration.set('tuya.logs.markerTasks', ['deploy*', 'Build*', 'All']);
    end(plain('Deploy'), 0);
    end(plain('Deploy again'), 1);
    end(plain('Build', { group: TaskGroup.Build }), 0);
    end(plain('Build', { group: TaskGroup.Build }));
    end(plain('Build all'), 0);
    end(plain('All', { execution: new ShellExecution('idf.py build') }), 0);
    end(plain('Other'), 0);
    await expect.poll(() => markers().length).toBe(6);
    expect(marked().sort()).toEqual([
      'flash: Deploy · flashed, no device linked',
      'task: All · exit code 0',
      'task: Build all · exit code 0',
      'task: Build · ended',
      'task: Build · exit code 0',
      'task: Deploy again · flash failed, exit code 1',
    ]);
  });

  it('whose names are long or odd draw a marker that can be read', async () => {
    end(flashTask({ name: `${'x'.repeat(500)}\u202e\n$(zap)` }), 0);
    await expect.poll(() => markers().length).toBe(1);
    expect(markers()[0]?.text).toMatch(/^x{59}… · flashed/u);
  });
});
