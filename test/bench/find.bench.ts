import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createTextFiles } from '../../src/base/textFiles.js';
import { DeviceStore } from '../../src/model/fleet/deviceStore.js';
import { exportPieces, type ExportFormat } from '../../src/model/exports/exportDevices.js';
import { DeviceSearch } from '../../src/model/search/deviceSearch.js';
import type { Bench, Figures, Round } from './bench.js';
import { bytesOf } from './bytesOf.js';
import { fleetPage } from './fleetOf.js';

const count = 100_000;
const pageSize = 100;
const projectId = 'p';

/** As a whole fleet is read: page by page. */
function aStore(): DeviceStore {
  const devices = new DeviceStore();
  for (let from = 0; from < count; from += pageSize)
    devices.put(projectId, fleetPage(from, pageSize), 1_764_000_000_000 + from);
  return devices;
}

function aSearch(devices: DeviceStore): DeviceSearch {
  return new DeviceSearch({
    devices,
    projects: {
      list: () => [{ id: projectId }] as never,
      onDidChange: () => ({ dispose: () => undefined }),
    },
    factory: () => undefined,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
}

async function memory(make: () => unknown): Promise<Figures> {
  return { 'bytes a device': (await bytesOf(make)) / count };
}

/** With how long others had to wait for the loop meanwhile. */
async function withLag(run: () => Promise<unknown>): Promise<Figures> {
  const lag = monitorEventLoopDelay({ resolution: 1 });
  lag.enable();
  await run();
  lag.disable();
  return { 'lag p99, ms': lag.percentile(99) / 1e6 - 1, 'lag max, ms': lag.max / 1e6 - 1 };
}

function firstLetter(): Round {
  const devices = aStore();
  return { run: () => withLag(() => aSearch(devices).find('l')) };
}

/** A letter that most have, words that few have, and what nobody has. */
async function typed(): Promise<Round> {
  const search = aSearch(aStore());
  await search.find('x');
  return {
    run: () =>
      withLag(async () => {
        for (const query of ['e', 'lamp 99', '客厅', 'nothing like it', '203.0.11']) await search.find(query);
      }),
  };
}

async function restored(): Promise<Round> {
  const [{ joined }, { KeptFleet }, { restoredFleet }, { saveFleet }] = await Promise.all([
    import('../../src/base/timeSlicing.js'),
    import('../../src/model/fleet/keptFleet.js'),
    import('../../src/model/fleet/restoredFleet.js'),
    import('../../src/model/fleet/saveFleet.js'),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'tuya-bench-'));
  const files = createTextFiles(folder);
  const store = aStore();
  const keys = new Set(store.knownOf(projectId).keys());
  const pieces = saveFleet({
    account: 'whose',
    deviceList: { keys, at: 1, total: count, unread: {} },
    users: undefined,
    nameOf: () => undefined,
    owners: [],
    lookedAt: [],
    gateways: [],
    device: (deviceId) => store.device({ projectId, deviceId }),
    subDevicesOf: () => [],
  });
  await files.write('fleet.json', await joined(pieces ?? []));
  return {
    run: () =>
      withLag(async () => {
        const kept = KeptFleet.of((await files.read('fleet.json')) ?? '');
        const into = new DeviceStore();
        const lists =
          kept && (await restoredFleet(kept, into.taker(projectId), new AbortController().signal));
        if (lists?.deviceList?.keys.size !== count || into.knownOf(projectId).size !== count)
          throw new Error('Devices are missing.');
      }),
    close: () => rm(folder, { recursive: true }),
  };
}

/** The least that has to be done: the ids and names out of a file, and a map of them. */
async function mapOfNames(): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'tuya-bench-'));
  const files = createTextFiles(folder);
  const known = [...aStore().knownOf(projectId).values()];
  await files.write('names.json', JSON.stringify(known.map(({ value }) => [value.id, value.name])));
  return {
    run: async () => {
      const names = new Map(JSON.parse((await files.read('names.json')) ?? '') as [string, string][]);
      if (names.size !== count) throw new Error('Devices are missing.');
    },
    close: () => rm(folder, { recursive: true }),
  };
}

async function exported(format: ExportFormat): Promise<Round> {
  const { encoded } = await import('../../src/base/timeSlicing.js');
  const devices = aStore();
  const each = {
    *[Symbol.iterator]() {
      for (const { value } of devices.knownOf(projectId).values()) yield { device: value };
    },
  };
  const options = { withKeys: false, endpoint: 'https://openapi.tuyaeu.com' };
  return { run: () => withLag(() => encoded(exportPieces(each, format, options))) };
}

const calm = [{ figure: 'lag p99, ms', atMost: 25 }] as const;

export default {
  title: 'A hundred thousand devices: kept, found, taken along',
  rows: [
    {
      name: 'the store and the search index',
      count,
      unit: 'device',
      rounds: 3,
      sides: {
        ours: () => ({
          run: () =>
            memory(async () => {
              const devices = aStore();
              const search = aSearch(devices);
              await search.find('x');
              return { devices, search };
            }),
        }),
        'as they came': () => ({
          run: () =>
            memory(() =>
              Array.from({ length: count / pageSize }, (_, page) => fleetPage(page * pageSize, pageSize)),
            ),
        }),
      },
      goals: [{ figure: 'bytes a device', atMost: 500 }],
    },
    {
      name: 'the first letter, with the index to be built',
      sides: { ours: firstLetter },
      goals: [{ figure: 'time', atMost: 150 }, ...calm],
    },
    { name: 'five queries after it', count: 5, unit: 'query', sides: { ours: typed }, goals: calm },
    {
      name: 'restored from the file of the last window (bare: a map of ids and names)',
      sides: { ours: restored, bare: mapOfNames },
      goals: [{ figure: 'time', atMost: 100 }, ...calm],
    },
    ...(['json', 'csv', 'tinytuya', 'points'] as const).map((format) => ({
      name: `exported as ${format}`,
      count,
      unit: 'device',
      rounds: 3,
      sides: { ours: () => exported(format) },
      goals: calm,
    })),
  ],
} satisfies Bench;
