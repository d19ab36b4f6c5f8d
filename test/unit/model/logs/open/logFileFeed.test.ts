import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCore, type Core } from '../../../../../src/app/core.js';
import { Emitter } from '../../../../../src/base/event.js';
import type { Logs } from '../../../../../src/model/logs/logs.js';
import { openLog } from '../../../../../src/model/logs/openLog.js';
import { usualStart, type OpenLog } from '../../../../../src/model/logs/open/openLog.js';
import type { ProductModelReader } from '../../../../../src/model/products/productModel.js';
import type { CommandSource } from '../../../../../src/model/logs/state/commandRows.js';
import type { DeviceRef } from '../../../../../src/model/projects/project.js';
import type { SentCommand } from '../../../../../src/model/sending/sentCommand.js';
import { eventWords } from '../../../../../src/panels/logs/eventTexts.js';
import { aProjectWithDevices, aWorkbench } from '../../../../support/commandSetup.js';
import { fastClock } from '../../../../support/fastClock.js';
import { linesIn } from '../../../../support/logFileSetup.js';
import { tempFolder } from '../../../../support/tempFolder.js';
import { MemoryFiles, MemoryState, noLogSettings } from '../../../../support/storage.js';

const clock = fastClock(20);
let bench: Awaited<ReturnType<typeof aWorkbench>>;
let ref: DeviceRef;
const logs: OpenLog[] = [];

beforeEach(async () => {
  bench = await aWorkbench({ clock });
  const projectId = await aProjectWithDevices(bench);
  const [deviceId = ''] = bench.cloud.truth.devicesOfProduct('climate');
  ref = { projectId, deviceId };
});
afterEach(async () => {
  for (const log of logs.splice(0)) log.dispose();
  await bench.end();
});

function open(core: Pick<Core, 'logs'> = bench.core, deviceIds: readonly string[] = [ref.deviceId]): OpenLog {
  const log = openLog(core.logs, { projectId: ref.projectId, deviceIds }, eventWords());
  logs.push(log);
  log.start(usualStart, 'person');
  return log;
}

const folder = (): string => bench.core.logs.files.paths(ref).folder;

/** Rows as the page has them, without the words. */
function rowsOf({ session: { table }, devices }: OpenLog): string[] {
  return Array.from(table.slotsInOrder(), (slot) => table.row(slot)).map((row) =>
    JSON.stringify([row.time, devices.idOf(row.device), row.type, row.code, row.value]),
  );
}

function rowsInFile(): string[] {
  return linesIn(folder()).map((line) =>
    JSON.stringify([line['time_ms'], line['device_id'], line['type'], line['code'], line['value']]),
  );
}

/** Whether file and page hold the same rows. A row that comes meanwhile is in one before the other. */
function isAsShown(log: OpenLog): boolean {
  return rowsInFile().sort().join('\n') === rowsOf(log).sort().join('\n');
}

/** @param value which the device never has by itself: it reports at its own times of the day, too */
function report(value: string, agoMs = 0): void {
  bench.cloud.truth.addLogEvent(ref.deviceId, {
    time: clock.now() - agoMs,
    type: 7,
    code: 'va_temperature',
    value,
  });
}

async function readWhole(log: OpenLog): Promise<void> {
  await expect.poll(() => log.session.followed(0)).toBeDefined();
}

it('has what the page has while it follows: what was read at first, what comes, and what comes late', async () => {
  await bench.core.logs.files.set(ref, true);
  report('9211', 60_000);
  const log = open();
  await readWhole(log);
  await expect.poll(rowsInFile).toEqual(rowsOf(log));
  expect(rowsInFile().length).toBeGreaterThan(0);
  report('9222');
  await expect.poll(() => rowsInFile().some((row) => row.includes('"9222"'))).toBe(true);
  report('9233', 30_000);
  await expect.poll(() => rowsInFile().some((row) => row.includes('"9233"'))).toBe(true);
  expect(rowsInFile().sort()).toEqual(rowsOf(log).sort());
  expect(linesIn(folder()).at(-1)).toMatchObject({ type_name: 'report', code: 'va_temperature' });
});

const hasLnav = spawnSync('lnav', ['-V']).status === 0;

it.skipIf(!hasLnav)('lnav counts as many rows as the page has', { timeout: 120_000 }, async () => {
  await bench.core.logs.files.set(ref, true);
  // Many in one millisecond, some late, some in several lines.
  for (let n = 0; n < 700; n++)
    report(n % 9 === 0 ? `two\nlines ${n}` : `${n % 50}`, 1_800_000 - ((n * 37) % 600) * 100);
  const log = open();
  await readWhole(log);
  report('9222', 20_000);
  await expect.poll(() => rowsInFile().some((row) => row.includes('"9222"'))).toBe(true);
  const root = join(folder(), '..');
  const count = (): number => {
    const args = [
      '-I',
      join(root, 'lnav'),
      '-n',
      '-c',
      ';SELECT count(*) AS n FROM tuya_device_log',
      '-c',
      ':write-csv-to -',
    ];
    const { stdout } = spawnSync('lnav', [...args, bench.core.logs.files.paths(ref).current], {
      env: { ...process.env, HOME: tempFolder() },
      encoding: 'utf8',
    });
    return Number(/^n\s+(\d+)/.exec(stdout)?.[1]);
  };
  expect(log.session.table.size).toBeGreaterThan(700);
  await expect.poll(() => rowsInFile().length).toBe(log.session.table.size);
  expect(count()).toBe(log.session.table.size);
});

it('is switched on and off while the log is open, and goes on when nobody looks', async () => {
  report('9211', 60_000);
  const { files } = bench.core.logs;
  const log = open();
  await readWhole(log);
  expect(rowsInFile()).toEqual([]);
  await files.set(ref, true);
  await expect.poll(rowsInFile).toEqual(rowsOf(log));
  log.session.setVisible(false);
  report('9222');
  await expect.poll(() => rowsInFile().some((row) => row.includes('"9222"'))).toBe(true);
  log.session.setVisible(true);
  await files.set(ref, false);
  report('9233');
  await expect.poll(() => rowsOf(log).some((row) => row.includes('"9233"'))).toBe(true);
  await clock.sleep(5_000);
  expect(rowsInFile().some((row) => row.includes('"9233"'))).toBe(false);
});

it('writes nothing while the log doesn’t follow', async () => {
  report('9211', 60_000);
  await bench.core.logs.files.set(ref, true);
  const log = open();
  log.session.follow(false);
  await expect.poll(() => log.session.table.size).toBeGreaterThan(0);
  await clock.sleep(5_000);
  expect(rowsInFile()).toEqual([]);
  log.session.follow(true);
  await expect.poll(rowsInFile).toEqual(rowsOf(log));
});

it('two windows and two panels that follow one device double nothing', async () => {
  await bench.core.logs.files.set(ref, true);
  report('9211', 60_000);
  const other = createCore({
    ...{
      state: bench.state,
      vault: bench.vault,
      files: new MemoryFiles(),
      workspaceState: new MemoryState(),
    },
    ...{ log: bench.core.logs.deps && silent, newId: () => 'x', searchLimit: () => 20, clock },
    ...{ storageFolder: bench.storageFolder, logSettings: noLogSettings },
  });
  const another = bench.cloud.truth.devicesOfProduct('thermostat')[0] ?? '';
  const all = [open(), open(other), open(bench.core, [another, ref.deviceId])];
  for (const log of all) await readWhole(log);
  for (let n = 0; n < 15; n++) {
    report(`${9300 + n}`, n % 3 === 0 ? 4_000 : 0);
    await clock.sleep(1_500);
  }
  const isWhole = (): boolean =>
    Array.from({ length: 15 }, (_, n) => `"${9300 + n}"`).every((value) =>
      rowsInFile().some((row) => row.includes(value)),
    );
  await expect.poll(isWhole).toBe(true);
  await expect.poll(() => isAsShown(all[0] as OpenLog)).toBe(true);
  for (const log of logs.splice(0)) log.dispose();
  await other.dispose();
}, 120_000);

const silent = { log: () => undefined, child: () => silent } as never;

it('has a line where nobody followed, and none where the next log reads back far enough', async () => {
  await bench.core.logs.files.set(ref, true);
  report('9211', 60_000);
  const first = open();
  await readWhole(first);
  await expect.poll(rowsInFile).not.toEqual([]);
  logs.splice(0);
  first.dispose();
  const second = open();
  await readWhole(second);
  report('9222');
  await expect.poll(() => rowsInFile().some((row) => row.includes('"9222"'))).toBe(true);
  logs.splice(0);
  second.dispose();
  await clock.sleep(120_000);
  const third = openLog(
    bench.core.logs,
    { projectId: ref.projectId, deviceIds: [ref.deviceId] },
    eventWords(),
  );
  logs.push(third);
  third.start(
    { ...usualStart, query: { ...usualStart.query, range: { kind: 'last', ms: 5_000 } } },
    'person',
  );
  await readWhole(third);
  report('9233');
  await expect.poll(() => rowsInFile().some((row) => row.includes('"9233"'))).toBe(true);
  // The device reports by itself, too.
  const names = linesIn(folder())
    .map(({ type_name: name, value }) => (name === 'missing' ? name : value))
    .filter((name) => ['missing', '9211', '9222', '9233'].includes(String(name)));
  expect(names.filter((name) => name === 'missing')).toHaveLength(1);
  expect(names.slice(-2)).toEqual(['missing', '9233']);
}, 120_000);

it('has what was sent once it is known what came of it', async () => {
  await bench.core.logs.files.set(ref, true);
  const [deviceId = ''] = bench.cloud.truth.devicesOfProduct('thermostat');
  const sentTo = { ...ref, deviceId };
  await bench.core.logs.files.set(sentTo, true);
  bench.cloud.truth.react(deviceId, { does: 'echo', afterMs: 60 });
  const log = open(bench.core, [deviceId]);
  await readWhole(log);
  void bench.core.sender.send(sentTo, { code: 'temp_set', value: 265 });
  const sent = () => linesIn(folder()).filter(({ type_name: name }) => name === 'sent');
  await expect.poll(sent, { timeout: 20_000 }).toHaveLength(1);
  expect(sent()[0]).toMatchObject({
    code: 'temp_set',
    value: '265',
    verdict: expect.stringMatching(/applied|none|other/),
  });
});

it('a device whose file can’t be written keeps no other waiting', async () => {
  const [first = ''] = bench.cloud.truth.devicesOfProduct('thermostat');
  const bad = { ...ref, deviceId: first };
  await bench.core.logs.files.set(bad, true);
  await bench.core.logs.files.set(ref, true);
  // A folder in the lock’s place: nobody can have it, and nobody clears it away.
  mkdirSync(bench.core.logs.files.paths(bad).lock);
  report('9211', 60_000);
  const log = open(bench.core, [first, ref.deviceId]);
  await readWhole(log);
  await expect.poll(() => bench.core.logs.files.problem(bad), { timeout: 20_000 }).toBe('busy');
  for (let n = 0; n < 3; n++) {
    const value = `${9400 + n}`;
    report(value);
    await expect.poll(() => rowsOf(log).some((row) => row.includes(`"${value}"`))).toBe(true);
    const since = clock.now();
    await expect
      .poll(() => rowsInFile().some((row) => row.includes(`"${value}"`)), { interval: 5 })
      .toBe(true);
    // Whoever waits for the lock waits 20 s.
    expect(clock.now() - since).toBeLessThan(16_000);
  }
});

it('rows of a file that a person deleted are there again with the next', async () => {
  await bench.core.logs.files.set(ref, true);
  report('9211', 60_000);
  const log = open();
  await readWhole(log);
  await expect.poll(rowsInFile).toEqual(rowsOf(log));
  rmSync(bench.core.logs.files.paths(ref).current);
  report('9222');
  await expect.poll(() => rowsInFile().some((row) => row.includes('"9222"'))).toBe(true);
  await expect.poll(() => isAsShown(log)).toBe(true);
});

it('the report of a command waits for what is made of it, and says whose it is', async () => {
  await bench.core.logs.files.set(ref, true);
  const changed = new Emitter<DeviceRef>();
  let command: SentCommand = {
    ...{ id: 1, key: 'k', ref, at: clock.now(), code: 'va_temperature', value: 9222, hadValue: false },
    ...{ cloudAt: clock.now(), state: 'accepted', acceptedMs: 50 },
  };
  const commands: CommandSource = { sentTo: () => [command], onDidChange: changed.event };
  const { logs: all } = bench.core;
  const log = open({ logs: Object.assign(Object.create(all) as Logs, { deps: { ...all.deps, commands } }) });
  await readWhole(log);
  report('9222');
  const isShown = () => rowsOf(log).some((row) => row.includes('"9222"') && row.includes(',7,'));
  await expect.poll(isShown).toBe(true);
  await clock.sleep(5_000);
  const lines = () =>
    linesIn(folder()).filter(({ value, type_name: type }) => value === '9222' || type === 'sent');
  expect(lines()).toEqual([]);
  // Whoever ends now has lost no row that the next window doesn’t know to be missing.
  const { table } = log.session;
  const at = Array.from(table.slotsInOrder(), (slot) => table.row(slot)).find(
    ({ value, type }) => value === '9222' && type === 7,
  )?.time;
  if (at === undefined) throw new Error('The report isn’t there.');
  const { state } = bench.core.logs.files.paths(ref);
  const kept = JSON.parse(readFileSync(join(bench.storageFolder, 'log-files', state), 'utf8')) as Record<
    string,
    number
  >;
  expect(kept['upTo']).toBeLessThanOrEqual(at);
  command = { ...command, state: 'ended', verdict: { kind: 'applied', report: { value: 222, ms: 70, at } } };
  changed.fire(ref);
  await expect.poll(() => lines().length).toBe(2);
  for (const line of lines()) expect(line).toMatchObject({ command: 'k', latency_ms: 70 });
  changed.dispose();
});

it('what its devices and data points are called is in the first rows too, however slow the cloud', async () => {
  await bench.core.logs.files.set(ref, true);
  report('9211', 60_000);
  const { logs: all } = bench.core;
  const { models: quick } = all.deps;
  const models: ProductModelReader = Object.assign(Object.create(quick) as ProductModelReader, {
    load: async (...asked: Parameters<ProductModelReader['load']>) => {
      await clock.sleep(5_000);
      return quick.load(...asked);
    },
  });
  const log = open({ logs: Object.assign(Object.create(all) as Logs, { deps: { ...all.deps, models } }) });
  await expect.poll(rowsInFile, { timeout: 20_000 }).not.toEqual([]);
  const line = linesIn(folder()).find(({ value }) => value === '9211');
  expect(line).toMatchObject({ device: log.devices.nameOf(0), name: 'Temperature', scaled_value: 921.1 });
  expect(log.devices.nameOf(0)).not.toBe(ref.deviceId);
});
