import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createTuyaClient, type TuyaClient } from '../../src/tuya/client.js';
import { createUndiciTransport } from '../../src/tuya/http/undiciTransport.js';
import { byPerson } from '../support/asking.js';
import { TestTokenStore } from '../support/faultServerClient.js';
import { LongCloud } from '../support/longCloud.js';
import { longFleet, longProject, readByClicks } from '../support/longFleet.js';
import { aTree } from '../support/treeSetup.js';
import { WatchedTree } from '../support/watchedTree.js';
import type { Bench, Given, Goal, Round } from './bench.js';

const sizes = [500, 5_000, 50_000] as const;
/** Of 25 users. */
const wholeSizes = [20_000, 100_000] as const;
/** Where reading took the square of their number, a turn with more of them takes minutes. */
const longFrom = 50_000;
const once = (devices: number) => (devices < longFrom ? {} : { once: ['theirs'] });
type Origins = Readonly<Record<string, string>>;

/** A server for each fleet: with the round trip of a network for the whole, and without for our own work. */
async function startClouds(): Promise<Origins> {
  const origins: Record<string, string> = {};
  for (const devices of wholeSizes)
    origins[`whole ${devices}`] = await new LongCloud({ devices, users: 25, delayMs: 20 }).listen();
  for (const devices of sizes) origins[devices] = await new LongCloud({ devices, users: 1 }).listen();
  return origins;
}

function clientOf(given: Given, fleet: string) {
  return createTuyaClient({
    endpoint: (given.data as Origins)[fleet] ?? '',
    accessId: 'benchbenchbenchbench',
    accessSecret: 'benchbenchbenchbenchbenchbenchbe',
    // Its pace is not what is measured.
    transport: Object.assign(createUndiciTransport(), { takesAnyNumber: true }),
    tokenStore: new TestTokenStore(),
  });
}

/** What reads a fleet: ours, or an older commit's. */
interface Reader {
  make(client: TuyaClient): ReturnType<typeof longFleet>;
  all(fleet: ReturnType<typeof longFleet>['fleet']): Promise<unknown>;
  byClicks(fleet: ReturnType<typeof longFleet>['fleet']): Promise<void>;
}

const ours: Reader = { make: longFleet, all: (fleet) => fleet.readAll(byPerson()), byClicks: readByClicks };

async function older(): Promise<Reader> {
  const { longFleet: make, readByClicks: clicks } = await import('./fleet.older.mjs');
  return {
    make: (client: TuyaClient) => make(client, longProject),
    all: clicks,
    byClicks: clicks,
  } as unknown as Reader;
}

/** The whole fleet, drawn meanwhile as VS Code draws it, with its first user open. */
function wholeFleet(reader: Reader, given: Given, devices: number): Round {
  const client = clientOf(given, `whole ${devices}`);
  return {
    run: async () => {
      const parts = reader.make(client);
      const { tree } = aTree(parts.core);
      const watched = new WatchedTree(tree);
      const [project] = await watched.unfold();
      await watched.unfold((await watched.unfold(project)).find(({ id }) => id.includes('/user/')));
      const lag = monitorEventLoopDelay({ resolution: 1 });
      lag.enable();
      await reader.all(parts.fleet);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await watched.drawn();
      lag.disable();
      const missing = devices - parts.devices.knownOf('p').size;
      parts.close();
      tree.dispose();
      return {
        'devices not read': missing,
        'rows drawn per 1,000 devices': (watched.rows * 1000) / devices,
        'rows drawn at once': watched.mostAtOnce,
        'lag p99, ms': lag.percentile(99) / 1e6 - 1,
        'lag max, ms': lag.max / 1e6 - 1,
      };
    },
    close: () => client.close(),
  };
}

function byClicks(reader: Reader, given: Given, devices: number): Round {
  const client = clientOf(given, String(devices));
  return {
    run: async () => {
      const parts = reader.make(client);
      await reader.byClicks(parts.fleet);
      parts.close();
    },
    close: () => client.close(),
  };
}

const wholeGoals: readonly Goal[] = [
  { figure: 'time', beside: 'theirs', atMost: 1 / 6.5 },
  { figure: 'lag p99, ms', atMost: 10 },
  { figure: 'lag max, ms', atMost: 25 },
  { figure: 'rows drawn per 1,000 devices', atMost: 110 },
  // VS Code's window stands still for 5 to 7 µs of each, so for 35 ms at most.
  { figure: 'rows drawn at once', atMost: 5_000 },
];

export default {
  title: 'A fleet',
  background: startClouds,
  rows: [
    ...sizes.map((devices) => ({
      name: `one user, ${devices.toLocaleString('en')} devices, by clicks`,
      count: Math.ceil(devices / 100),
      unit: 'page',
      rounds: devices > 10_000 ? 3 : 7,
      ...once(devices),
      sides: {
        ours: (given: Given) => byClicks(ours, given, devices),
        theirs: async (given: Given) => byClicks(await older(), given, devices),
      },
    })),
    ...wholeSizes.map((devices) => ({
      name: `${devices.toLocaleString('en')} devices of 25 users, 20 ms round trip, drawn`,
      count: devices,
      unit: 'device',
      rounds: 3,
      ...once(devices),
      sides: {
        ours: (given: Given) => wholeFleet(ours, given, devices),
        theirs: async (given: Given) => wholeFleet(await older(), given, devices),
      },
      goals: devices === 100_000 ? wholeGoals : [],
    })),
  ],
} satisfies Bench;
